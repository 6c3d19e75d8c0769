"use client";
// A list of free words. Suggestions are one tap each; anything else is typed. Put it in a FieldGroup.
import { Plus, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { CONTROL } from "./input";
import { useFocusNeighbour } from "./use-focus-neighbour";

export interface ChipsInputProps {
  value: readonly string[];
  onChange: (words: string[]) => void;
  /** Offered while not chosen yet. */
  suggestions?: readonly string[];
  /** What a word is, for the labels: "amenity", "fish". */
  noun: string;
  placeholder?: string;
  max?: number;
  maxLength?: number;
  disabled?: boolean;
}

const same = (a: string, b: string) => a.toLocaleLowerCase() === b.toLocaleLowerCase();

export function ChipsInput({
  value,
  onChange,
  suggestions = [],
  noun,
  placeholder,
  max = 60,
  maxLength = 120,
  disabled,
}: ChipsInputProps) {
  const [typed, setTyped] = useState("");
  const [said, setSaid] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const chips = useRef<HTMLDivElement>(null);
  const focusChosen = useFocusNeighbour(chips, "[data-chosen]");
  const focusSuggested = useFocusNeighbour(chips, "[data-suggested]");
  const inputId = useId();
  const full = value.length >= max;
  const open = suggestions.filter((word) => !value.some((chosen) => same(chosen, word)));

  const add = (...words: string[]) => {
    const fresh = words
      .map((word) => word.trim().slice(0, maxLength))
      .filter((word, index, all) => word && all.findIndex((other) => same(other, word)) === index)
      .filter((word) => !value.some((chosen) => same(chosen, word)))
      .slice(0, max - value.length);
    if (fresh.length > 0) onChange([...value, ...fresh]);
    setSaid(fresh.length > 0 ? `Added ${fresh.join(", ")}` : "");
  };
  const addTyped = () => {
    add(...typed.split(","));
    setTyped("");
  };
  const remove = (word: string, byKeyboard: boolean) => {
    onChange(value.filter((other) => other !== word));
    setSaid(`Removed ${word}`);
    // After a tap the box would bring up the phone's keyboard.
    if (byKeyboard && input.current) input.current.focus();
    else focusChosen(value.indexOf(word));
  };

  return (
    <div ref={chips} tabIndex={-1} className="grid gap-3">
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {value.map((word) => (
            <li key={word} className="min-w-0">
              <button
                type="button"
                disabled={disabled}
                data-chosen
                onClick={({ detail }) => remove(word, detail === 0)}
                aria-label={`Remove ${word}`}
                className="inline-flex min-h-touch max-w-full cursor-pointer items-center gap-2 rounded-plate border-2 border-sea bg-sea py-1 pr-2.5 pl-3 text-left font-bold text-on-sea disabled:opacity-60"
              >
                <span className="min-w-0 break-words">{word}</span>
                <X aria-hidden className="size-4.5 shrink-0" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && !full && (
        <ul className="flex flex-wrap gap-2" aria-label="Suggestions">
          {open.map((word, at) => (
            <li key={word}>
              <button
                type="button"
                disabled={disabled}
                data-suggested
                onClick={() => {
                  add(word);
                  focusSuggested(at);
                }}
                aria-label={`Add ${word}`}
                className="inline-flex min-h-touch cursor-pointer items-center gap-1.5 rounded-plate border-2 border-edge border-dashed bg-card py-1 pr-3 pl-2.5 hover:border-ink hover:border-solid disabled:opacity-60"
              >
                <Plus aria-hidden className="size-4.5 shrink-0 text-sea" />
                {word}
              </button>
            </li>
          ))}
        </ul>
      )}
      {!full && (
        <div className="flex gap-2">
          <label htmlFor={inputId} className="sr-only">
            Add your own {noun}
          </label>
          <input
            id={inputId}
            ref={input}
            type="text"
            value={typed}
            maxLength={maxLength}
            disabled={disabled}
            placeholder={placeholder ?? `Another ${noun}`}
            enterKeyHint="done"
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              addTyped();
            }}
            // What was typed and not confirmed would be lost without a word.
            onBlur={addTyped}
            className={classNames(CONTROL, "flex-1")}
          />
          <Button onClick={addTyped} disabled={disabled || !typed.trim()}>
            Add
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

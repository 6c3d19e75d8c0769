"use client";
// Goes on with work on the server for as long as somebody looks at it: each request does a few seconds of it.
import { useEffect, useRef, useState } from "react";
import { isTransient, waitMs } from "@/lib/client/retry";
import { AppError } from "@/lib/errors/app-error";

/** Before the next look, when somebody else is at it. */
const PAUSE_MS = 2_000;

export interface Driver<News> {
  /** Asks for the next few seconds; `ran` is false while somebody else is at it. */
  advance: () => Promise<News & { ran: boolean }>;
  isOver: (news: News) => boolean;
  onNews: (news: News) => void;
  /** It goes on by itself after what passes by itself, and ends at anything else. */
  onTrouble: (error: AppError) => void;
}

/**
 * Asks again and again until it has ended or nobody looks.
 *
 * @param key of the work; another one is begun with anew
 * @returns has it go on after trouble that does not pass by itself
 */
export function useDriven<News>(
  key: string,
  isRunning: boolean,
  driver: Driver<News>,
): { goOn: () => void } {
  const [turn, setTurn] = useState(0);
  const latest = useRef(driver);
  useEffect(() => {
    latest.current = driver;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is other work, another turn another try
  useEffect(() => {
    if (!isRunning) return;
    let isWatched = true;
    const drive = async () => {
      for (let failures = 0; isWatched; ) {
        let pauseMs = 0;
        try {
          const news = await latest.current.advance();
          failures = 0;
          if (isWatched) latest.current.onNews(news);
          if (latest.current.isOver(news)) return;
          if (!news.ran) pauseMs = PAUSE_MS;
        } catch (error) {
          const refusal = error instanceof AppError ? error : new AppError("internal");
          if (isWatched) latest.current.onTrouble(refusal);
          if (!isTransient(refusal)) return;
          failures += 1;
          pauseMs = waitMs(refusal, failures);
        }
        if (pauseMs > 0) await new Promise((resume) => setTimeout(resume, pauseMs));
      }
    };
    void drive();
    return () => {
      isWatched = false;
    };
  }, [key, isRunning, turn]);
  return { goOn: () => setTurn((last) => last + 1) };
}

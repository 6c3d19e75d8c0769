"use client";
// Photos carried from place to place: by mouse, by a long press, or by the grip and the arrow keys. What
// happens is said aloud.
import {
  type Announcements,
  closestCenter,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  rectSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
} from "@dnd-kit/sortable";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import type { MediaView } from "@/lib/domain/media/schema";
import { type Carrying, PhotoTile, type PhotoTileProps } from "./photo-tile";

const INSTRUCTIONS = {
  draggable:
    "Press space to pick the photo up, the arrow keys to move it, space again to put it down, or Escape to leave it where it was.",
};
// A thumb that scrolls moves before it has rested for so long; a mouse that clicks moves less.
const LONG_PRESS = { delay: 250, tolerance: 8 };
const MOUSE = { distance: 6 };
const MOVES = { duration: 150, easing: "ease-out" };

/** What is carried, and how all stood when it was picked up: what is said is about that until it is put down. */
interface Journey {
  name: string;
  ids: readonly UniqueIdentifier[];
  /** It has been over another place. */
  isUnderWay: boolean;
}

/** What is said while a photo is carried: its name and places, in a captain's words. */
function useAnnouncements(begin: (id: string) => Journey): Announcements {
  const start = useRef(begin);
  useEffect(() => {
    start.current = begin;
  });
  return useMemo(() => {
    let journey: Journey | undefined;
    const place = (id: UniqueIdentifier) => {
      const ids = journey?.ids ?? [];
      return `place ${ids.indexOf(id) + 1} of ${ids.length}`;
    };
    return {
      onDragStart: ({ active }) => {
        journey = start.current(String(active.id));
        return `Picked up ${journey.name}, in ${place(active.id)}.`;
      },
      onDragOver: ({ active, over }) => {
        if (!journey || !over) return undefined;
        // The first word of it comes before anything has moved.
        journey.isUnderWay ||= over.id !== active.id;
        return journey.isUnderWay ? `Now over ${place(over.id)}.` : undefined;
      },
      onDragEnd: ({ active, over }) =>
        over && over.id !== active.id
          ? `${journey?.name} is now in ${place(over.id)}.`
          : `${journey?.name} is still in ${place(active.id)}.`,
      onDragCancel: ({ active }) => `${journey?.name} stays in ${place(active.id)}.`,
    };
  }, []);
}

export function PhotoSorter({
  photos,
  among,
  nameOf,
  onPlace,
  tileOf,
}: {
  /** Those that may change places with each other. */
  photos: readonly MediaView[];
  /** Their places are counted among these. */
  among: readonly MediaView[];
  nameOf: (id: string) => string;
  onPlace: (id: string, placeOf: string) => void;
  tileOf: (photo: MediaView) => PhotoTileProps;
}) {
  const id = useId();
  const [carried, setCarried] = useState<UniqueIdentifier | null>(null);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: MOUSE }),
    useSensor(TouchSensor, { activationConstraint: LONG_PRESS }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = useMemo(() => photos.map((photo) => photo.id), [photos]);
  const announcements = useAnnouncements((one) => ({
    name: nameOf(one),
    ids: among.map((photo) => photo.id),
    isUnderWay: false,
  }));
  const overlay = photos.find((photo) => photo.id === carried);
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: INSTRUCTIONS }}
      onDragStart={({ active }) => setCarried(active.id)}
      onDragCancel={() => setCarried(null)}
      onDragEnd={({ active, over }) => {
        setCarried(null);
        if (over && over.id !== active.id) onPlace(String(active.id), String(over.id));
      }}
    >
      <SortableContext items={ids} strategy={rectSortingStrategy}>
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
          {photos.map((photo) => (
            <SortableTile key={photo.id} {...tileOf(photo)} />
          ))}
        </ul>
      </SortableContext>
      <DragOverlay dropAnimation={null}>
        {overlay && (
          <Picture
            {...overlay}
            alt=""
            sizes="50vw"
            className="aspect-4/3 w-full rotate-2 cursor-grabbing rounded-card border-2 border-ink object-cover"
          />
        )}
      </DragOverlay>
    </DndContext>
  );
}

function SortableTile(props: PhotoTileProps) {
  const { photo, isSelected } = props;
  const isSelecting = isSelected !== null;
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: photo.id, disabled: isSelecting, transition: MOVES });
  const description = attributes["aria-describedby"];
  const carrying = useMemo((): Carrying => {
    // On the picture, Enter and space open the photo; the grip is there for the keyboard.
    const { onKeyDown: _, ...picture } = listeners ?? {};
    const grip = { ...listeners, "aria-describedby": description, ref: setActivatorNodeRef };
    return { picture, grip };
  }, [listeners, description, setActivatorNodeRef]);
  return (
    <li
      ref={setNodeRef}
      style={{
        transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined,
        transition,
      }}
      className={classNames("motion-reduce:transition-none!", isDragging && "opacity-40")}
    >
      <PhotoTile {...props} carrying={carrying} />
    </li>
  );
}

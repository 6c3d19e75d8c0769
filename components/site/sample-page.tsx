// A charter's page as a guest holds it, drawn small: what a captain gets. Decoration only.
import { MapPin, Phone } from "lucide-react";

export function SamplePage({ className }: { className?: string }) {
  return (
    <div aria-hidden className={className}>
      <div className="w-[19rem] select-none overflow-hidden rounded-[1.75rem] border-[7px] border-[#01151e] bg-page text-ink outline-2 outline-deep-line">
        <Dawn />
        <div className="grid grid-cols-4 gap-0.5 bg-deep pt-0.5">
          {["#7fb2c4", "#e0a27a", "#14536b", "#a9b7b4"].map((colour) => (
            <span key={colour} className="h-11" style={{ background: colour }} />
          ))}
        </div>
        <div className="bg-deep px-4 pt-4 pb-4 text-on-deep">
          <p className="text-on-deep-soft text-xs">Offshore fishing</p>
          <p className="hull text-2xl">Sea Wolf</p>
          <p className="mt-1 flex items-center gap-1.5 text-on-deep-soft text-sm">
            <MapPin className="size-4" /> Langkawi, Kedah
          </p>
        </div>
        <div className="grid gap-2 p-4">
          <Trip name="Half day on the reef" facts="5 hours · up to 5" price="RM 750" />
          <Trip name="Out to the islands" facts="10 hours · up to 5" price="RM 1,250" />
        </div>
        <p className="flex items-center justify-center gap-2 border-ink border-t-2 bg-buoy py-3.5 font-bold text-on-buoy">
          <Phone className="size-5" /> Call the captain
        </p>
      </div>
    </div>
  );
}

function Trip({ name, facts, price }: { name: string; facts: string; price: string }) {
  return (
    <div className="flex items-center justify-between gap-2 rounded-plate border-[1.5px] border-line bg-card px-3 py-2">
      <p className="text-sm leading-tight">
        <strong className="block">{name}</strong>
        <span className="text-ink-soft text-xs">{facts}</span>
      </p>
      <p className="hull whitespace-nowrap text-base">{price}</p>
    </div>
  );
}

/** First light, and a boat on its way out. The colours are the picture's own, the same by day and by night. */
function Dawn() {
  return (
    <svg viewBox="0 0 290 190" aria-hidden="true" className="block w-full">
      <defs>
        <linearGradient id="dawn-sky" x2="0" y2="1">
          <stop stopColor="#5d7f9c" />
          <stop offset=".6" stopColor="#e8a98a" />
          <stop offset="1" stopColor="#ffd9a0" />
        </linearGradient>
        <linearGradient id="dawn-sea" x2="0" y2="1">
          <stop stopColor="#d79a80" />
          <stop offset=".35" stopColor="#5f7d8e" />
          <stop offset="1" stopColor="#123c50" />
        </linearGradient>
      </defs>
      <path d="M0 0h290v118H0z" fill="url(#dawn-sky)" />
      <circle cx="84" cy="104" r="19" fill="#fff0cf" />
      <path d="M0 118c26-22 44-17 60-9 18-15 33-10 48 9z" fill="#6c6a86" opacity=".75" />
      <path d="M0 118h290v72H0z" fill="url(#dawn-sea)" />
      <path
        d="M62 126h46M56 134h58M70 143h34M48 152h70M74 163h26"
        stroke="#ffe6bd"
        strokeWidth="2"
        opacity=".65"
        strokeLinecap="round"
      />
      <g fill="#0b1f29">
        <path d="M142 128h104c-3 13-12 20-25 20h-62c-8 0-14-8-17-20z" />
        <path d="M184 128v-22h30l9 22zM180 106v-4h42v4z" />
        <path d="M186 104 166 48M198 102l12-58M240 128V66" stroke="#0b1f29" strokeWidth="1.8" />
        <circle cx="172" cy="112" r="6" />
        <path d="M164 130c0-9 4-13 8-13s8 4 8 13z" />
      </g>
      <path d="M144 132h100" stroke="#ff6f1a" strokeWidth="3" />
      <path
        d="M128 154c20-6 30 4 50 0s34-6 52 0M146 166c18-5 28 3 44 0s28-4 42 0"
        stroke="#c9dde4"
        strokeWidth="2"
        fill="none"
        opacity=".6"
        strokeLinecap="round"
      />
    </svg>
  );
}

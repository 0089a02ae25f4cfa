import { locale } from "@/app/locale";
import type { Letters } from "@/lib/screening/assess";
import type { Letter } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";

/** The four letters as small marks. */
export function Marks({ letters }: { letters: Letters }) {
  const { statuses } = words(locale);
  return (
    <span className="marks">
      {(Object.keys(letters) as Letter[]).map((letter) => (
        <span key={letter} className={`tile ${letters[letter]}`} title={`${letter} ${statuses[letters[letter]]}`}><b>{letter}</b><span className="unseen"> {statuses[letters[letter]]}</span></span>
      ))}
    </span>
  );
}

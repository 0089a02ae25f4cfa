"use client";
import { Confirm } from "./confirm";
import { send } from "./post";

/** Erases a screening, after a question. */
export function Erase({ code }: { code: string }) {
  return (
    <Confirm button="Erase" title={`Erase ${code}?`} yes="Erase" act={() => send("DELETE", `/api/v1/screenings/${code}`)} done={() => location.replace("/screenings")}>
      <p>The screening is gone for every member of the site and cannot be brought back. The audit keeps its code and who erased it.</p>
    </Confirm>
  );
}

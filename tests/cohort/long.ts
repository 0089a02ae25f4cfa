import { questions } from "@/lib/cohort/questions";
import { campaign } from "./campaign";
import { childOf, sidesOf, waysOf } from "./children";
import type { Sides } from "./children";

/*
 * The long form of attack.test.ts and free.test.ts: COHORTS cohorts (5000), beginning with SEED (1), every row of them
 * attacked, a world for each count of two rows each (EVERY=1: of all); and every child there can be.
 *   node --import tsx --conditions=react-server tests/cohort/long.ts
 */
const cohorts = Number(process.env["COHORTS"] ?? 5000);
const seed = Number(process.env["SEED"] ?? 1);
const STEP = 250;
const total = { cohorts: 0, printed: 0, told: 0, attacks: 0, worlds: 0, breaches: 0 };

for (let done = 0; done < cohorts; done += STEP) {
  const { breaches, ...score } = campaign(Math.min(STEP, cohorts - done), seed + done, undefined, process.env["EVERY"] === "1");
  for (const key of Object.keys(score) as (keyof typeof score)[]) total[key] += score[key];
  total.breaches += breaches.length;
  for (const breach of breaches.slice(0, 5)) console.log(breach);
  console.log(JSON.stringify(total));
}

let [children, bound] = [0, 0];
/** Every child there can be, question after question. */
function through(of: number, sides: Sides): void {
  const question = questions[of];
  if (question) {
    for (const way of waysOf(question)) through(of + 1, { ...sides, ...way });
    return;
  }
  const real = sidesOf(childOf(sides));
  children += 1;
  if (Object.keys(real).length !== Object.keys(sides).length || Object.keys(sides).some((id) => real[id] !== sides[id])) bound += 1;
}
through(0, {});
console.log(`${total.cohorts} cohorts, ${total.printed} printed with ${total.told} counts; ${total.attacks} withheld rows attacked, ${total.worlds} worlds made; ${total.breaches} breaches. ${children} kinds of child, ${bound} impossible.`);
process.exit(total.breaches + bound === 0 ? 0 : 1);

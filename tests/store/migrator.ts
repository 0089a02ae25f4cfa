import { migrate } from "@/lib/store/migrate";

// Migrates as a process of its own, for tests that kill it.
migrate(process.argv[2] ?? "", process.argv[3]).then(
  (names) => console.log(names.join(" ")),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);

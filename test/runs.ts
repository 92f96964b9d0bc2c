/** How many random cases each law is tried on: more by night, fewer where every mutant runs them all. */
export const RUNS = Number(process.env.QUANCHENG_RUNS ?? 200);

// Parts of a page that load only when used, on a line that may be gone just then: a page that breaks over
// one takes down what is under way on it.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Loads until it works, ever more rarely, and at once when the browser is online again. Never fails. */
export async function keepTrying<T>(load: () => Promise<T>): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      return await load();
    } catch {
      await pause(wait);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
  });
}

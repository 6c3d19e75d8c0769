// Keeps whoever comes often signed in: the cookie is only made to last longer when its session is asked for.
const KEY = "session-renewed-at";
const DAY_MS = 24 * 60 * 60 * 1000;

/** Asks for the session once a day, over all tabs; a failure is silent and tried again at the next call. */
export async function renewSession(): Promise<void> {
  try {
    if (Date.now() - Number(localStorage.getItem(KEY)) < DAY_MS) return;
    // Loaded once a day, too: a guest's page never needs it.
    const { api } = await import("./api");
    await api.readSession();
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without storage or a connection the session lasts as long as it lasts.
  }
}

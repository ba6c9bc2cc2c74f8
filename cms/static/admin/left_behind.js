// What a page leaves behind for the one that comes next in its tab.

const SOON = 60000; // ms within which it comes

export function leave(key, values) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), ...values }));
  } catch {
    // forbidden: the next page begins as any other
  }
}

// What was left under this key, once; null where nothing was, or too long ago.
export function take(key) {
  try {
    const left = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
    return left && Date.now() - left.at < SOON ? left : null;
  } catch {
    return null;
  }
}

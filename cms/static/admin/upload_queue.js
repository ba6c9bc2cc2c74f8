// Pictures are sent two at a time, in the order in which they came.

const AT_ONCE = 2;

// ``send(item)`` resolves when an item is done with, whatever became of it.
export function uploadQueue(send) {
  const waiting = [];
  let running = 0;

  async function next() {
    if (running >= AT_ONCE || !waiting.length) return;
    running += 1;
    await send(waiting.shift());
    running -= 1;
    next();
  }

  return {
    add(item) {
      waiting.push(item);
      next();
    },
    remove(item) {
      if (waiting.includes(item)) waiting.splice(waiting.indexOf(item), 1);
    },
  };
}

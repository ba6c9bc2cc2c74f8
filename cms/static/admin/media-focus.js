// The focal point of a picture: click on it, drag it, or use the arrow keys (with Shift: ten steps).
// Below it, the crops that readers will see. Without this script the two number fields do the same.

const SHAPES = [[16, 9], [3, 2], [1, 1]];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value) => Math.min(100, Math.max(0, Math.round(value)));

// Where a crop of this length starts along a side, as the server cuts it, in per cent for object-position.
const position = (whole, part, focal) => {
  const room = whole - part;
  if (room <= 0) return 50;
  return (Math.min(Math.max((whole * focal) / 100 - part / 2, 0), room) / room) * 100;
};

const start = (preview, fieldX, fieldY) => {
  const picture = preview.querySelector("img");
  const across = Number(preview.dataset.across);
  const down = Number(preview.dataset.down);

  const mark = document.createElement("button");
  mark.type = "button";
  mark.className = "media-focus";
  preview.append(mark);

  const crops = document.createElement("div");
  crops.className = "media-crops";
  const shown = SHAPES.map(([wide, high]) => {
    const figure = document.createElement("figure");
    const copy = document.createElement("img");
    copy.src = picture.src;
    copy.alt = "";
    copy.style.width = `${(90 * wide) / high}px`;
    const caption = document.createElement("figcaption");
    caption.textContent = `${wide}:${high}`;
    figure.append(copy, caption);
    crops.append(figure);
    return { copy, wide, high };
  });
  preview.after(crops);

  const show = () => {
    const x = within(Number(fieldX.value));
    const y = within(Number(fieldY.value));
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    mark.setAttribute("aria-label", `${preview.dataset.label} ${x} %, ${y} %`);
    for (const { copy, wide, high } of shown) {
      const width = Math.min(across, (down * wide) / high);
      const height = (width * high) / wide;
      copy.style.objectPosition = `${position(across, width, x)}% ${position(down, height, y)}%`;
    }
  };

  const set = (x, y) => {
    fieldX.value = within(x);
    fieldY.value = within(y);
    show();
  };

  const follow = (event) => {
    const box = picture.getBoundingClientRect();
    set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  };

  picture.addEventListener("click", (event) => {
    follow(event);
    mark.focus();
  });
  mark.addEventListener("pointerdown", (event) => mark.setPointerCapture(event.pointerId));
  mark.addEventListener("pointermove", (event) => {
    if (mark.hasPointerCapture(event.pointerId)) follow(event);
  });
  mark.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const length = event.shiftKey ? 10 : 1;
    set(Number(fieldX.value) + step[0] * length, Number(fieldY.value) + step[1] * length);
  });
  fieldX.addEventListener("input", show);
  fieldY.addEventListener("input", show);
  show();
};

const preview = document.querySelector(".media-preview");
const fieldX = document.getElementById("id_focal_x");
const fieldY = document.getElementById("id_focal_y");
if (preview && fieldX && fieldY) start(preview, fieldX, fieldY);

// Tables: those of HTML, and the rows with tabs that a spreadsheet puts on the clipboard.

// ``line(cell)`` is a cell as one line of Markdown, ``inside(cell)`` its blocks. A table that only holds a layout
// in place (one column, or tables and headings inside) is what stands in it.
export function table(node, line, inside) {
  const rows = [...node.rows];
  const cells = rows.map((row) => [...row.cells]);
  const widest = Math.max(0, ...cells.map((row) => row.reduce((sum, cell) => sum + cell.colSpan, 0)));
  if (widest < 2 || node.querySelector("table, h1, h2, h3, h4, h5, h6, pre")) return cells.flat().flatMap(inside);
  const grid = rows.map(() => []);
  cells.forEach((row, number) => {
    let column = 0;
    for (const cell of row) {
      while (grid[number][column] !== undefined) column += 1;
      const down = Math.min(cell.rowSpan || rows.length, rows.length - number);
      for (let y = 0; y < down; y += 1) {
        for (let x = 0; x < cell.colSpan; x += 1) grid[number + y][column + x] = x || y ? "" : line(cell);
      }
      column += cell.colSpan;
    }
  });
  const caption = node.caption ? inside(node.caption) : [];
  const written = tableOf(grid.map((row) => Array.from({ length: Math.max(...grid.map((one) => one.length)) }, (_, at) => row[at] ?? "")));
  return written ? [...caption, written] : [];
}

// The first row is the head: a table of Markdown has one.
export function tableOf(rows) {
  const filled = rows.filter((row) => row.some(Boolean)).map((row) => row.map((cell) => cell.replace(/(^|[^\\])\|/g, "$1\\|")));
  if (!filled.length) return "";
  const [head, ...others] = filled;
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...others.map(line)].join("\n");
}

// Two or more lines with the same number of tabs are a piece of a spreadsheet.
export function rowsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (lines.length < 2) return null;
  const rows = lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  return rows[0].length > 1 && rows.every((row) => row.length === rows[0].length) && lines.every((line) => line.trim()) ? rows : null;
}

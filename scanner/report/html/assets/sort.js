"use strict";
// Tables with the class sortable: a click on a head's button sorts by what its column shows, or by data-v where a
// cell carries one. Empty values stay at the end; equal rows keep their order.
(() => {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const value = (cell) => (cell.dataset.v ?? cell.textContent).trim();
  const number = (text) => (text === "" ? NaN : Number(text));

  function compare(a, b, direction) {
    if (a === "" || b === "") return (a === "") - (b === "");
    const x = number(a), y = number(b);
    const order = Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y;
    return direction * order;
  }

  function sort(table, head) {
    const first = head.dataset.first === "descending" ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const next = head.getAttribute("aria-sort") === first ? other : first;
    for (const each of table.querySelectorAll("th[aria-sort]")) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", next);
    const column = head.cellIndex, direction = next === "ascending" ? 1 : -1;
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => [value(row.cells[column]), row]);
    rows.sort(([a], [b]) => compare(a, b, direction));
    body.append(...rows.map(([, row]) => row));
    table.dispatchEvent(new Event("sorted"));
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const button of table.querySelectorAll("thead th button")) {
      button.addEventListener("click", () => sort(table, button.closest("th")));
    }
  }
})();

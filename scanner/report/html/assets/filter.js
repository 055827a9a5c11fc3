// The form above the ranking hides the rows that do not fit all that it says.
(() => {
  const form = document.getElementById("filter"), table = document.getElementById("ranking");
  const count = document.getElementById("count");
  if (!table) return;
  const field = (name) => document.getElementById(`f-${name}`);
  const held = Array.from(document.querySelectorAll("#held option"), (option) => option.value.toLowerCase());
  const rows = Array.from(table.tBodies[0].rows, (row) => ({
    row,
    text: row.querySelector("th").textContent.toLowerCase(),
    refs: row.dataset.refs.split(" ").filter(Boolean).map(Number),
    score: Number(row.querySelector(".score")?.dataset.v || -1),
    isComplete: row.dataset.complete === "1",
    warnings: Number(row.cells[row.cells.length - 1].dataset.v),
  }));

  function wanted() {
    const text = field("text").value.trim().toLowerCase(), holds = field("holds").value.trim().toLowerCase();
    const score = Number(field("score")?.value || -1), isComplete = field("complete")?.checked;
    const warnings = field("notes").value;
    const refs = new Set();
    if (holds) held.forEach((name, number) => { if (name.includes(holds)) refs.add(number); });
    return (each) =>
      each.text.includes(text) &&
      (!holds || each.refs.some((number) => refs.has(number))) &&
      each.score >= score &&
      (!isComplete || each.isComplete) &&
      (!warnings || (each.warnings > 0) === (warnings === "with"));
  }

  function apply() {
    const fits = wanted();
    let shown = 0;
    for (const each of rows) {
      const isShown = fits(each);
      if (each.row.hidden === isShown) each.row.hidden = !isShown;
      shown += isShown;
    }
    count.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} candidates shown`;
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();

// The form above the ranking hides the rows that do not fit all that it says. Of those that do, the first few hundred
// are shown until somebody wants the rest: laying out thousands takes a second at every click.
(() => {
  const form = document.getElementById("filter"), table = document.getElementById("ranking");
  const count = document.getElementById("count");
  if (!table) return;
  const field = (name) => document.getElementById(`f-${name}`);
  const held = Array.from(document.querySelectorAll("#held option"), (option) => option.value.toLowerCase());
  const rest = document.getElementById("rest");
  const MOST = 300;
  let most = MOST;
  const facts = new Map(Array.from(table.tBodies[0].rows, (row) => [row, {
    text: row.querySelector("th").textContent.toLowerCase(),
    refs: row.dataset.refs.split(" ").filter(Boolean).map(Number),
    score: Number(row.querySelector(".score")?.dataset.v || -1),
    isComplete: row.dataset.complete === "1",
    warnings: Number(row.cells[row.cells.length - 1].dataset.v),
  }]));

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
    let found = 0;
    for (const row of table.tBodies[0].rows) {
      const isFound = fits(facts.get(row));
      found += isFound;
      const isShown = isFound && found <= most;
      if (row.hidden === isShown) row.hidden = !isShown;
    }
    const some = `${found.toLocaleString("en")} of ${facts.size.toLocaleString("en")} candidates`;
    count.textContent = found > most ? `${some}, the first ${most} shown` : `${some} shown`;
    rest.hidden = found <= most;
    rest.textContent = `Show the other ${(found - most).toLocaleString("en")}`;
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  table.addEventListener("sorted", apply);
  rest.addEventListener("click", () => {
    most = Infinity;
    apply();
    count.focus();
  });
  apply();
})();

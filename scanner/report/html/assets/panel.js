// The panel about one candidate, written from the data at the end of the page. Everything that a document says is set
// as text, never as markup.
(() => {
  const table = document.getElementById("ranking"), panel = document.getElementById("panel");
  if (!table) return;
  const body = document.getElementById("panel-body"), paper = document.getElementById("paper");
  const MOST_ON_PAPER = 50;
  const buttons = Array.from(table.querySelectorAll("button.open"));
  let found = null;
  const data = () => (found ??= JSON.parse(document.getElementById("details").textContent));
  const text = (number) => data().strings[number];

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== ""));
    return element;
  }

  function link(address, words) {
    const a = make("a", "", words);
    a.href = address;
    a.rel = "noreferrer noopener";
    return a;
  }

  // Addresses that a document gives: links only where they lead to the web.
  const outward = (address) => (/^https?:\/\//i.test(address) ? link(address, address) : address);

  function proof([pieces, place, cue, rule, via]) {
    const words = make("blockquote", "quote",
      ...pieces.map((piece, number) => (number % 2 ? make("mark", "", text(piece)) : text(piece))));
    const facts = make("p", "where");
    const parts = [];
    if (text(place)) parts.push([text(place)]);
    if (text(cue)) parts.push([`cue “${text(cue)}”`]);
    if (text(rule)) parts.push(["rule ", make("code", "", text(rule))]);
    parts.push([text(via)]);
    parts.forEach((part, number) => facts.append(...(number ? [" · "] : []), ...part));
    return [words, facts];
  }

  const pill = (kind, words) => make("span", `pill mark-${text(kind)}`, text(words));

  function side(title, proofs, none) {
    const words = proofs.length ? proofs.flatMap(proof) : [make("p", "soft", none)];
    return make("div", "", make("h5", "", title), ...words);
  }

  function requirement([ident, strength, asked, proofs], outcome, holdings) {
    const head = make("h4", "", text(asked), " ", make("span", "soft", `${text(ident)}, ${text(strength)}`), " ");
    const given = outcome ? outcome[4].flatMap((number) => holdings[number][5]) : [];
    const parts = [head];
    if (outcome) {
      head.append(pill(outcome[1], outcome[2]));
      parts.push(make("p", "", text(outcome[3])));
    }
    parts.push(make("div", "sides",
      side("The posting says", proofs, "No words of the posting."),
      side("The resume says", given, "Nothing in the resume shows it.")));
    return make("li", "", ...parts);
  }

  function advice([name, effort, closes, steps, notes, sources]) {
    const item = make("li", "", make("h4", "", text(name)), make("p", "", `${text(effort)} · closes ${text(closes)}`));
    if (text(steps)) item.append(make("p", "", `First things first: ${text(steps)}`));
    if (notes.length) item.append(make("ul", "plain", ...notes.map((note) => make("li", "", text(note)))));
    for (const source of sources) item.append(make("p", "where", outward(text(source))));
    return item;
  }

  function fit([posting, score, verdict, outcomes, next], holdings) {
    const [title, source, requirements] = data().postings[posting];
    const by = new Map(outcomes.map((outcome) => [outcome[0], outcome]));
    const section = make("section", "",
      make("h3", "", "For ", text(title)),
      make("p", "verdict", make("b", "", score === null ? "–" : String(Math.round(score * 10) / 10)), " ", text(verdict)),
      make("ol", "asked", ...requirements.map((each) => requirement(each, by.get(each[0]), holdings))));
    if (next.length) section.append(make("h3", "", "Next, best first"), make("ol", "steps", ...next.map(advice)));
    return section;
  }

  function holding([name, kind, status, facts, verify, proofs, work]) {
    const item = make("li", "", make("h4", "", text(name), " ", pill(kind, status)));
    if (facts.length) item.append(make("p", "soft", facts.map(text).join(", ")));
    item.append(...proofs.flatMap(proof));
    if (work.length) item.append(make("h5", "", "In the work"), ...work.flatMap(proof));
    if (text(verify)) item.append(make("p", "where", "verify at ", outward(text(verify))));
    return item;
  }

  function about([name, source, address, contact, warnings, holdings, fits], heading) {
    const file = text(address) ? link(text(address), text(source)) : text(source);
    const people = contact.flatMap((each) => [" · ", outward(text(each))]);
    const parts = [heading(text(name)), make("p", "soft", file, ...people)];
    for (const [message, quote] of warnings) {
      parts.push(make("p", "warn", text(message), ...(text(quote) ? [make("q", "", text(quote))] : [])));
    }
    parts.push(...fits.map((each) => fit(each, holdings)));
    parts.push(make("h3", "", "All that the resume says of credentials"));
    const list = holdings.length ? make("ul", "holdings", ...holdings.map(holding)) : make("p", "soft", "No credential found.");
    return [...parts, list];
  }

  let current = 0;
  function open(number) {
    current = number;
    const heading = (name) => {
      const h2 = make("h2", "", name);
      h2.id = "panel-name";
      return h2;
    };
    body.replaceChildren(...about(data().candidates[number], heading));
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    body.focus({ preventScroll: true });
  }

  // Before and after as the table stands: sorted and filtered.
  function step(way) {
    const shown = Array.from(table.querySelectorAll("tbody tr:not([hidden]) button.open"), (b) => buttons.indexOf(b));
    const next = shown[shown.indexOf(current) + way];
    if (next !== undefined) open(next);
  }

  table.addEventListener("click", (event) => {
    const button = event.target.closest("button.open");
    if (button) open(buttons.indexOf(button));
  });
  const on = (name, act) => document.getElementById(`panel-${name}`).addEventListener("click", act);
  on("close", () => panel.close());
  on("before", () => step(-1));
  on("after", () => step(1));
  on("print", () => window.print());
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => buttons[current].focus());

  // On paper a name can't be clicked: the proofs of the first candidates that are shown can follow the table.
  window.addEventListener("beforeprint", () => {
    if (panel.open || !document.getElementById("f-paper").checked) return;
    const shown = Array.from(table.querySelectorAll("tbody tr:not([hidden]) button.open")).slice(0, MOST_ON_PAPER);
    paper.replaceChildren(...shown.map((button) => {
      const candidate = data().candidates[buttons.indexOf(button)];
      return make("section", "card", ...about(candidate, (name) => make("h2", "", name)));
    }));
  });
  window.addEventListener("afterprint", () => paper.replaceChildren());
})();

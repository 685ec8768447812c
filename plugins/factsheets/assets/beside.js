/* Any sheets side by side, from their own JSON, in the order of the template.
   Comes in: ids in the address. Goes out: a table of facts; rows in which sheets differ are marked. */
(() => {
  "use strict";
  const made = (tag, values, ...inside) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...inside);
    return node;
  };

  const BASES = { "not-stated": "basis not stated" };

  /* What a sheet says of each fact, by path: figures with what they hold under, or why there is none. */
  function facts(sheet) {
    const found = new Map();
    for (const fact of sheet.facts || []) {
      const said = (fact.values || []).map(worded).filter(Boolean);
      if (fact.absence) said.push(`${fact.absence.kind.replaceAll("_", " ")}: ${fact.absence.reason}`);
      found.set(fact.path, { ...fact, said });
    }
    return found;
  }

  function worded({ text, content, conditions, evidence }) {
    const under = [...(conditions || []).map(({ value, title }) => `${title.toLowerCase()} ${value}`), BASES[evidence?.basis] || evidence?.basis];
    const plain = (text || "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    return [plain || scores(content || {}), under.filter(Boolean).join(", ")].filter(Boolean).join(" – ");
  }

  function scores({ benchmark, scores: given, mean, rows }) {
    if (rows) return rows.map((row) => Object.values(row).join(" ")).join("; ");
    const tasks = Object.entries(given || {}).map(([task, values]) => `${task} ${values.map((value) => value.text).join(", ")}`);
    return [benchmark, mean && `mean ${mean.text}`, ...tasks].filter(Boolean).join("; ");
  }

  function table(sheets, address) {
    const own = sheets.map(facts);
    const order = own.toSorted((one, two) => two.size - one.size).flatMap((found) => [...found]);
    const paths = new Map(order.filter(([, fact]) => own.some((found) => found.get(fact.path)?.said.length)));
    const sections = Map.groupBy(paths.values(), (fact) => fact.section);
    const head = made("tr", {}, made("th", { scope: "col", textContent: "Fact" }), ...sheets.map((sheet) =>
      made("th", { scope: "col" }, made("a", { href: address(sheet.id), textContent: sheet.name }))));
    const bodies = [...sections].map(([section, specs]) => made("tbody", {},
      made("tr", { className: "fs-grouptitle" }, made("th", { scope: "rowgroup", colSpan: sheets.length + 1, textContent: section })),
      ...specs.map((spec) => row(spec, own.map((found) => found.get(spec.path)?.said || [])))));
    return made("table", { className: "fs-table fs-beside" }, made("caption", { textContent: "The sheets side by side" }), made("thead", {}, head), ...bodies);
  }

  function row(spec, said) {
    const differs = new Set(said.map((lines) => lines.join("\n"))).size > 1;
    const title = spec.group ? `${spec.group}: ${spec.title}` : spec.title;
    return made("tr", { className: differs ? "fs-differs" : "" }, made("th", { scope: "row", textContent: title }),
      ...said.map((lines) => made("td", { className: lines.length ? "" : "fs-miss" }, ...(lines.length ? lines : ["not stated"]).map((line) => made("p", { textContent: line })))));
  }

  async function show(place) {
    const ids = (new URLSearchParams(location.search).get("sheets") || "").split(",").filter(Boolean);
    const address = (id) => place.dataset.fsBeside.replace(/(index\.html)?$/, `${encodeURIComponent(id)}/$1`);
    const file = (id) => `${address(id).replace(/index\.html$/, "")}${encodeURIComponent(id)}.json`;
    const said = place.querySelector("[role=status]");
    if (ids.length < 2) return;
    said.textContent = "Reading the sheets …";
    try {
      const sheets = await Promise.all(ids.map(async (id) => {
        const answer = await fetch(file(id));
        if (!answer.ok) throw new Error(`There is no sheet ${id}.`);
        return answer.json();
      }));
      const found = table(sheets, address);
      const only = made("input", { type: "checkbox" });
      only.addEventListener("input", () => found.classList.toggle("fs-only", only.checked));
      const count = found.querySelectorAll(".fs-differs").length;
      said.textContent = `${count} of ${found.querySelectorAll("tr:not(.fs-grouptitle)").length - 1} facts differ.`;
      place.replaceChildren(said, made("label", {}, only, " only what differs"), made("div", { className: "fs-scroll fs-frame", tabIndex: 0, role: "region", ariaLabel: "Sheets side by side" }, found));
    } catch (problem) {
      said.textContent = location.protocol === "file:" ? "A browser reads sheets only from a server; open this site on one." : problem.message;
    }
  }

  const start = () => {
    const place = document.querySelector("[data-fs-beside]:not([data-on])");
    if (!place) return;
    place.dataset.on = "";
    show(place);
  };
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();

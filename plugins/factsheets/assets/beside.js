/* Any sheets side by side, from the rows of each.
   Comes in: ids in the address. Goes out: a table of their rows; marked are those that differ and figures that were not obtained
   alike. A figure whose publisher wants it beside its own kind alone is not set beside others. */
(() => {
  "use strict";
  const made = (tag, values, ...inside) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...inside);
    return node;
  };

  function row(title, cells, drifts) {
    const stated = cells.filter(Boolean);
    const distinct = (what) => new Set(stated.map((lines) => lines.map(what).join())).size > 1;
    const figures = stated.flat().every((line) => line.alike);
    const within = (line) => line.within || "";
    const apart = figures && new Set(stated.flat().map(within)).size > 1;
    const obtained = ({ alike, age }) => alike + (drifts ? age : "");
    const unlike = figures && !apart && !stated[0].some((line) => stated.every((lines) => lines.some((other) => obtained(other) === obtained(line))));
    const cell = (lines) => {
      if (!lines) return made("td", { className: "fs-miss" }, "not stated");
      if (apart && within(lines[0])) return made("td", { className: "fs-miss" }, `stands only beside figures of ${within(lines[0])}`);
      return made("td", { className: unlike ? "fs-unlike" : "" }, ...lines.map(({ text, under = "" }) => made("p", {}, text, made("small", {}, under))));
    };
    const differs = !apart && distinct(({ amount, text }) => amount || text) && !stated.flat().some((line) => line.prose);
    const marks = [differs && "fs-differs", stated.length === cells.length && "fs-whole"];
    return made("tr", { className: marks.filter(Boolean).join(" ") },
      made("th", { scope: "row" }, title, made("small", {}, unlike ? "≠ not obtained alike" : "")), ...cells.map(cell));
  }

  /* Rows in the order of the sheet that has most of them; what only others have comes last in its section. */
  function table(sheets, address) {
    const own = sheets.map(({ rows }) => new Map(rows.map((row) => [row.key, row])));
    const known = new Map(own.toSorted((one, two) => two.size - one.size).flatMap((rows) => [...rows]));
    const drifts = sheets.every(({ kind }) => kind === "analog");
    const heads = sheets.map(({ name, kind, date }, index) => made("th", {}, made("a", { href: address(index) }, name), made("small", {}, kind, ", ", date)));
    const bodies = [...Map.groupBy(known.values(), ({ section }) => section)].map(([section, rows]) => made("tbody", {},
      made("tr", { className: "fs-grouptitle" }, made("th", { scope: "rowgroup", colSpan: sheets.length + 1 }, section)),
      ...rows.map(({ key, title }) => row(title, own.map((rows) => rows.get(key)?.lines), drifts))));
    const found = made("table", { className: "fs-table fs-beside" }, made("thead", {}, made("tr", {}, made("th", {}, "Fact"), ...heads)), ...bodies);
    found.style.setProperty("--fs-sheets", sheets.length);
    return found;
  }

  async function show(place) {
    const ids = (new URLSearchParams(location.search).get("sheets") || "").split(",").filter(Boolean);
    const address = (id, file) => place.dataset.fsBeside.replace(/(index\.html)?$/, `${encodeURIComponent(id)}/${file}`);
    const said = place.querySelector("[role=status]");
    if (ids.length < 2) return;
    try {
      const sheets = await Promise.all(ids.map(async (id) => {
        const answer = await fetch(address(id, "rows.json"));
        if (!answer.ok) throw new Error(`There is no sheet ${id}.`);
        return answer.json();
      }));
      const found = table(sheets, (index) => address(ids[index], "$1"));
      const form = place.querySelector("form");
      form.addEventListener("input", ({ target: { value } }) => {
        for (const body of found.tBodies) {
          body.hidden = !body.querySelector(value);
          for (const row of body.rows) row.hidden = !row.matches(`${value}, .fs-grouptitle`);
        }
      });
      form.querySelector("a").search = `pick=${ids}`;
      form.hidden = false;
      const [all, whole, differ] = ["td:last-child", ".fs-whole", ".fs-differs"].map((which) => found.querySelectorAll(which).length);
      said.textContent = `${all} facts: ${whole} that all of them state, ${differ} that differ.`;
      place.append(made("div", { className: "fs-scroll fs-frame", tabIndex: 0, role: "region", ariaLabel: "Sheets side by side" }, found));
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

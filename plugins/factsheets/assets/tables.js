/* Tables that readers sort, filter and share. Every page is complete without it.
   Comes in: a table and the form above it (data-fs-bar). Goes out: rows shown, and the view in the address. */
(() => {
  "use strict";
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const number = (text) => parseFloat(text.replace(/[\s\u202f\u00a0]/g, "").replace("\u2212", "-").replace(/^[^\d.-]+/, ""));
  const made = (tag, values, ...inside) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...inside);
    return node;
  };

  function viewOf(table) {
    const heads = all("thead th", table);
    const bodies = all("tbody", table).map((body) => [body, [...body.rows]]);
    const rows = all("tbody tr[data-id]", table);
    return { table, heads, bodies, rows, keys: heads.map((head) => slug(head.firstChild.textContent)), inverted: -1 };
  }

  function setUp(form) {
    const page = { form, state: new URLSearchParams(location.search), views: all("table[data-fs-table]", document).map(viewOf) };
    const strict = document.querySelector(".fs-strict input");
    const controls = [...form.elements].filter((control) => control.name && control.type !== "submit" && control.type !== "button");
    if (strict) controls.push(strict);
    for (const control of controls) restore(control, page.state);
    for (const box of all("details[data-fs-choose]", form)) choices(box, page);
    for (const view of page.views) view.heads.forEach((head, index) => sortable(head, view.keys[index], page));
    page.update = () => { read(controls, page.state); draw(page); };
    form.addEventListener("input", page.update);
    form.addEventListener("submit", (event) => event.preventDefault());
    if (strict) strict.addEventListener("input", page.update);
    for (const button of all("button[name]", form)) button.addEventListener("click", () => save(page, button.name));
    picks(page);
    draw(page);
  }

  function restore(control, state) {
    const value = state.get(control.name);
    if (value === null) return;
    if (control.type === "checkbox") control.checked = value === "1";
    else if (control.type === "radio") control.checked = control.value === value;
    else control.value = value;
  }

  function put(state, name, value) {
    if (value) state.set(name, value);
    else state.delete(name);
  }

  function read(controls, state) {
    for (const control of controls) {
      if (control.type === "radio" && !control.checked) continue;
      put(state, control.name, control.type === "checkbox" ? (control.checked ? "1" : "") : control.value);
    }
  }

  /* Check boxes for models or columns, made when somebody opens the list. */
  function choices(box, page) {
    const name = box.dataset.fsChoose;
    box.addEventListener("toggle", () => {
      if (box.querySelector("ul")) return;
      const [view] = page.views;
      const given = name === "columns"
        ? view.keys.slice(1).map((key, index) => [key, view.heads[index + 1].textContent.trim()])
        : [...new Map(view.rows.map((row) => [row.dataset.id, row.querySelector("th a").textContent]))];
      const chosen = page.state.get(name)?.split(",");
      const list = made("ul", {}, ...given.map(([value, text]) => made("li", {}, made("label", {},
        made("input", { type: "checkbox", value, checked: !chosen || chosen.includes(value) }), text))));
      list.addEventListener("input", () => {
        const boxes = all("input", list);
        const on = boxes.filter((one) => one.checked).map((one) => one.value);
        put(page.state, name, on.length && on.length < boxes.length ? on.join(",") : "");
      });
      box.append(list);
    });
  }

  /* Sheets that were ticked. */
  function picks({ form, state, views }) {
    const link = form.querySelector("a[data-fs-picked]");
    const boxes = views.flatMap(({ table }) => all("input[data-fs-pick]", table));
    if (!link) return;
    const [address, before] = [link.getAttribute("href"), state.get("pick")?.split(",") || []];
    const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
    for (const box of boxes) {
      box.checked = before.includes(box.value);
      box.addEventListener("input", () => { put(state, "pick", picked().join(",")); tell(); form.dispatchEvent(new Event("input")); });
    }
    const tell = () => {
      link.hidden = picked().length < 2;
      link.textContent = `Set ${picked().length} side by side`;
      link.href = `${address}?sheets=${picked().join(",")}`;
    };
    tell();
  }

  function sortable(head, key, page) {
    if (!("best" in head.dataset)) return;
    const button = made("button", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = (head.dataset.best === "higher" ? "-" : "") + key;
      const second = first[0] === "-" ? key : "-" + key;
      const now = page.state.get("sort");
      put(page.state, "sort", now === first ? second : now === second ? "" : first);
      draw(page);
    });
  }

  function draw({ form, state, views }) {
    const sort = state.get("sort") || "";
    const models = state.get("models")?.split(",");
    const columns = state.get("columns")?.split(",");
    const wanted = filters(form);
    for (const view of views) {
      if (form.elements.unit) scale(view, form.elements.unit);
      order(view, sort);
      choose(view, columns);
      for (const row of view.rows) row.hidden = Boolean(models && !models.includes(row.dataset.id)) || !wanted.every((fits) => fits(row));
      for (const [body, own] of view.bodies) body.hidden = [...body.rows].every((row) => row.hidden || !row.dataset.id) && own.length > 0;
      view.table.closest(".fs-scroll").hidden = view.rows.every((row) => row.hidden);
    }
    const rows = views.flatMap((view) => view.rows);
    const count = rows.filter(seen).length;
    form.querySelector("output").textContent = `${count} of ${rows.length} rows`;
    for (const button of all("button[name]", form)) button.disabled = !count;
    for (const box of all("details[data-fs-filters]", form)) {
      const set = all("select", box).filter((select) => select.value).length;
      box.querySelector("summary").textContent = set ? `Filters (${set})` : "Filters";
    }
    const query = state.toString();
    history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
  }

  /* Not hidden, be it by the style sheet. */
  const seen = (row) => row.offsetParent !== null;

  function filters(form) {
    const found = [];
    for (const control of form.elements) {
      if (control.type === "radio" && !control.checked) continue;
      const wanted = control.value;
      if (control.name === "complete" && control.checked) found.push((row) => !row.querySelector(".fs-s-incomplete"));
      if (control.name === "find") found.push((row) => row.textContent.toLowerCase().includes(wanted.trim().toLowerCase()));
      if ("fsFacet" in control.dataset && wanted) found.push((row) => (JSON.parse(row.dataset.facets)[control.name] || ["-"]).includes(wanted));
    }
    return found;
  }

  function valueOf(row, index) {
    const cell = row.cells[index];
    if (!index) return cell.querySelector("a").textContent;
    if (cell.dataset.v) return +cell.dataset.v;
    const text = cell.classList.contains("fs-s-value") && cell.querySelector("b");
    return text ? number(text.textContent) : null;
  }

  /* Missing values come last. */
  function order(view, sort) {
    const down = sort[0] === "-";
    const index = view.keys.indexOf(sort.replace(/^-/, ""));
    view.table.classList.toggle("fs-sorted", index >= 0);
    view.heads.forEach((head, at) => {
      const seen = down !== (view.inverted === at) ? "descending" : "ascending";
      if (at === index) head.setAttribute("aria-sort", seen);
      else head.removeAttribute("aria-sort");
    });
    if (index < 0) {
      for (const [body, own] of view.bodies) body.append(...own);
      return;
    }
    const keyed = view.rows.map((row) => [valueOf(row, index), row]);
    keyed.sort(([one], [two]) => {
      if (one === null || two === null) return (one === null) - (two === null);
      return (typeof one === "string" ? one.localeCompare(two) : one - two) * (down ? -1 : 1);
    });
    view.bodies[0][0].append(...keyed.map(([, row]) => row));
  }

  /* Another unit. Turned over, it turns what is better, too. */
  function scale(view, select) {
    const option = select.selectedOptions[0];
    const index = +select.dataset.column;
    const inverse = "inverse" in option.dataset;
    view.inverted = inverse ? index : -1;
    const sub = view.heads[index].querySelector("small");
    sub.dataset.own ??= sub.textContent;
    const under = inverse ? turned(sub.dataset.own) : sub.dataset.own;
    sub.textContent = option.value ? `${option.value}, ${under}` : under;
    for (const row of view.rows) {
      const cell = row.cells[index];
      if (!cell?.dataset.v) continue;
      for (const part of all("b, i", cell)) {
        part.dataset.own ??= part.textContent;
        part.textContent = !option.value ? part.dataset.own
          : part.localName === "b" ? figure(cell.dataset, option.dataset) : inverse ? turned(part.dataset.own) : part.dataset.own;
      }
    }
  }

  function figure({ v, d, l }, { factor, unit, inverse }) {
    const value = inverse === undefined ? v * factor : factor / v;
    const digits = +d || 3;
    const text = value.toLocaleString("en", { minimumSignificantDigits: digits, maximumSignificantDigits: digits });
    const limit = inverse === undefined ? l : turned(l);
    return (limit && limit + " ") + text + (unit && "\u00a0" + unit);
  }

  function turned(text) {
    const change = text.match(/^(≠ )?([−+])([\d.]+) %$/);
    if (change) {
      const now = (1 / (1 + (change[2] === "+" ? 1 : -1) * change[3] / 100) - 1) * 100;
      return `${change[1] || ""}${now < 0 ? "−" : "+"}${Math.abs(now).toFixed(1)} %`;
    }
    const pairs = { "≤": "≥", "≥": "≤", "<": ">", ">": "<", lower: "higher", higher: "lower" };
    if (text === "upper bound") return "lower bound";
    return text.replace(/≤|≥|<|>|\b(?:lower|higher)\b/g, (word) => pairs[word]);
  }

  function choose(view, columns) {
    for (const line of [...all("thead tr", view.table), ...view.rows]) {
      [...line.cells].forEach((cell, index) => {
        cell.hidden = index > 0 && columns !== undefined && !columns.includes(view.keys[index]);
      });
    }
  }

  /* Exactly what is shown, in the order in which it is shown. */
  function save(page, form) {
    const text = (node) => (node ? node.textContent.trim().replace(/\s+/g, " ") : "");
    const titles = [];
    const lines = page.views.flatMap((view) => {
      const shown = (line) => [...line.cells].filter((cell) => !cell.hidden);
      const heads = shown(view.table.tHead.rows[0]).map((head) => titled(head, text));
      heads.splice(1, 0, "Configuration");
      titles.push(...heads.filter((head) => !titles.includes(head)));
      return all("tbody tr[data-id]", view.table).filter(seen).map((row) => {
        const [name, ...cells] = shown(row);
        const values = [text(name.querySelector("a")), parts(name.querySelector(".fs-sub"), text), ...cells.map((cell) => parts(cell, text))];
        return Object.fromEntries(heads.map((head, index) => [head, values[index]]));
      });
    });
    const data = form === "json"
      ? JSON.stringify({ source: location.href, rows: lines }, null, 1)
      : [titles, ...lines.map((line) => titles.map((title) => line[title] ?? ""))].map((line) => line.map(quoted).join(",") + "\r\n").join("");
    const folders = location.pathname.split("/").filter((part) => part && !part.includes("."));
    const blob = new Blob([data], { type: form === "json" ? "application/json" : "text/csv" });
    const link = made("a", { download: `${folders.pop() || "table"}.${form}`, href: URL.createObjectURL(blob) });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function titled(head, text) {
    const under = text(head.querySelector("small"));
    const title = text(head).replace(under, "").trim();
    return under ? `${title} (${under})` : title;
  }

  /* Figure, change, basis: parts of a cell stand beside each other, not glued together. */
  const parts = (cell, text) => (cell.children.length ? [...cell.children].map(text).filter(Boolean).join("; ") : text(cell));

  function quoted(text) {
    const plain = text.replace(/^\u2212/, "-");
    const safe = /^[=+\-@\t\r]/.test(plain) && Number.isNaN(+plain) ? "'" + plain : plain;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /* What opens above a table closes with Escape, and with a click elsewhere. */
  function shut({ key, target }) {
    for (const box of all(".fs-bar [open]", document)) {
      if (key ? key !== "Escape" : box.contains(target)) continue;
      box.open = false;
      if (key) box.firstChild.focus();
    }
  }

  addEventListener("keydown", shut);
  addEventListener("click", shut);
  const start = () => {
    for (const form of all("form[data-fs-bar]:not([data-on])", document)) {
      form.dataset.on = "";
      setUp(form);
    }
  };
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();

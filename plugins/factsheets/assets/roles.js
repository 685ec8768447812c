/* A reader's role, remembered. It changes where links to sheets lead, and never what a page shows.
   Comes in: clicks on roles. Goes out: addresses of links. */
(() => {
  "use strict";
  const KEY = "factsheets.role";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const kept = () => { try { return localStorage.getItem(KEY) || ""; } catch { return ""; } };
  const keep = (role) => { try { localStorage.setItem(KEY, role); } catch { /* then it holds for this page */ } };

  /* Sheets in lists open as the role reads them. */
  function lead(role) {
    for (const link of all("a[data-fs-sheet]")) {
      link.dataset.own ??= link.getAttribute("href");
      const [, folder, file] = link.dataset.own.match(/^(.*\/)([^/]*)$/);
      link.setAttribute("href", role ? `${folder}for/${role}/${file}` : link.dataset.own);
    }
  }

  /* A fact that a role page does not show stands on the full sheet. */
  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const full = document.querySelector(".fs-roles li:first-child a:not([aria-current])");
    if (id && full && !document.getElementById(id)) location.replace(full.getAttribute("href") + location.hash);
  }

  const start = () => {
    follow();
    for (const link of all("a[data-fs-role]:not([data-on])")) {
      link.dataset.on = "";
      link.addEventListener("click", () => keep(link.dataset.fsRole));
    }
    for (const select of all("select[data-fs-role]:not([data-on])")) {
      select.dataset.on = "";
      select.value = kept();
      select.addEventListener("change", () => { keep(select.value); lead(select.value); });
      lead(select.value);
    }
  };
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
  addEventListener("hashchange", follow);
})();

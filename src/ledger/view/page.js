"use strict";
(() => {
  const find = document.getElementById("find");
  const rows = [...document.querySelectorAll("[data-find]")];
  const groups = [...document.querySelectorAll("section.group")];
  const filter = () => {
    const words = find.value.trim().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every(word => row.dataset.find.includes(word));
    for (const group of groups) group.hidden = !group.querySelector("[data-find]:not([hidden])");
  };
  find.addEventListener("input", filter);
  addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== find) { event.preventDefault(); find.focus(); }
    if (event.key === "Escape") { find.value = ""; filter(); }
  });
  // what a bar leads to is never hidden
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.hidden) { target.hidden = false; target.scrollIntoView(); }
  });
})();

const all = (selector, below = document) => [...below.querySelectorAll(selector)];
const show = () => {
  const aim = document.getElementById(location.hash.slice(1));
  if (aim instanceof HTMLDetailsElement) { aim.open = true; aim.scrollIntoView(); }
};
addEventListener("hashchange", show);
show();
let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => { for (const each of closed) each.open = false; });
const field = document.querySelector(".search");
if (field) {
  field.hidden = false;
  const input = field.querySelector("input"), count = field.querySelector("output");
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let found = 0;
    for (const group of all("#violations details")) {
      const whole = group.querySelector("summary").textContent.toLowerCase().includes(wanted);
      let here = 0;
      for (const row of all("tbody tr", group)) {
        row.hidden = !whole && !row.textContent.toLowerCase().includes(wanted);
        here += !row.hidden;
      }
      group.hidden = here === 0;
      if (wanted && here) group.open = true;
      found += here;
    }
    count.textContent = wanted ? found : "";
  });
}

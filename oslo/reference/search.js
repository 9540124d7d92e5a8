const index = JSON.parse(document.getElementById("index").textContent);
const input = document.querySelector("#search input");
const found = document.getElementById("found");
const count = document.getElementById("count");
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const kinds = ["page", "profile", "class", "code list", "vocabulary", "property", "term", "code"];
const words = index.map(([name, more]) => [plain(name), plain(name + " " + more)]);
// The name itself, then names that begin with the text, then names that contain it, then other words.
const rank = ([name, all], wanted) =>
  name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2
    : wanted.split(/\s+/).every((word) => all.includes(word)) ? 3 : -1;
const show = () => {
  const wanted = plain(input.value.trim());
  const hits = wanted === "" ? [] : index
    .map((entry, number) => [rank(words[number], wanted), kinds.indexOf(entry[2]), number])
    .filter(([order]) => order >= 0)
    .sort((one, two) => one[0] - two[0] || one[1] - two[1] || one[2] - two[2]);
  count.textContent = wanted === "" ? "" : `${hits.length} found${hits.length > 100 ? ", the first 100:" : ""}`;
  found.replaceChildren(...hits.slice(0, 100).map(([, , number]) => {
    const [name, , kind, where, page] = index[number];
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = page;
    link.textContent = name;
    item.append(link, ` ${kind}${where ? ", " + where : ""}`);
    return item;
  }));
};
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", show);
input.form.addEventListener("submit", (event) => event.preventDefault());
show();
input.focus();

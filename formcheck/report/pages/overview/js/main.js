import { tellNeighbours } from "./neighbours.js";
import { makeSortable } from "./sort.js";

for (const table of document.querySelectorAll("table")) {
  makeSortable(table);
  tellNeighbours(table);
}

(function () {
  "use strict";
  var field = document.getElementById("filter");
  var found = document.getElementById("found");
  var items = Array.prototype.slice.call(document.querySelectorAll("main li"));
  var texts = items.map(function (item) {
    var rule = item.closest("section.rule");
    return ((rule ? rule.querySelector("h3").textContent + " " : "") + item.textContent).toLowerCase();
  });
  var folds = Array.prototype.slice.call(document.querySelectorAll("main > details"));
  var before = null;
  document.getElementById("search").hidden = false;
  field.addEventListener("input", function () {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    // What the reader had folded comes back when the search ends.
    if (words.length && !before) before = folds.map(function (fold) { return fold.open; });
    items.forEach(function (item, index) {
      var match = words.every(function (word) { return texts[index].indexOf(word) >= 0; });
      item.hidden = !match;
      count += match ? 1 : 0;
    });
    document.querySelectorAll("main section.rule").forEach(function (rule) {
      rule.hidden = !rule.querySelector("li:not([hidden])");
    });
    folds.forEach(function (fold, index) {
      var any = fold.querySelector("li:not([hidden])");
      fold.hidden = !any;
      if (before) fold.open = words.length ? Boolean(any) : before[index];
    });
    if (!words.length) before = null;
    found.textContent = words.length ? count + " found" : "";
  });
})();

// Says how old the newest word on a page is, in its language; the date stands in the page, the day is the reader's.
"use strict";
const { lang } = document.documentElement;
const spoken = Intl.RelativeTimeFormat.supportedLocalesOf(lang).length > 0; // no browser says it in every language
for (const time of spoken ? document.querySelectorAll(".age time") : []) {
  const now = new Date();
  const [year, month, day] = time.dateTime.split("-").map(Number);
  const years = now.getFullYear() - year;
  const months = month ? years * 12 + now.getMonth() + 1 - month - (day > now.getDate() ? 1 : 0) : years * 12;
  if (months < 0) continue;
  const words = new Intl.RelativeTimeFormat(`${lang}-u-nu-latn`, { numeric: "auto" });
  const byMonth = month && months < 24;
  time.textContent = words.format(byMonth ? -months : -Math.floor(months / 12), byMonth ? "month" : "year");
  const line = time.closest(".age");
  line.hidden = false;
  line.querySelector(".old").hidden = now - new Date(year, (month || 1) - 1, day || 1) <= 730 * 864e5;
}

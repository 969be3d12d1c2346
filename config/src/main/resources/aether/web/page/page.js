"use strict";
// Shows what /events tells, twice a second. Nothing is kept but the last two minutes.
const KEPT = 240;
const byId = id => document.getElementById(id);
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const whole = value => Math.round(value).toLocaleString("en-US");
const history = { time: [], A: [], B: [], p50: [], p99: [], p999: [], sent: [], fills: [] };
const heat = [];
let before = null;
let chosen = new URLSearchParams(location.search).get("instrument") || "";
let source = null;
let newest = 0;
let waiting = 0;

function counter(state, name) {
  return state.counters[name] || 0;
}

/** A second, since the state before. */
function rate(state, name) {
  return before && state.time > before.time
    ? (counter(state, name) - counter(before, name)) / (state.time - before.time) * 1e9 : 0;
}

/** Puts cells into a table's body: rows are kept, and told by their keys. */
function fill(table, rows) {
  const body = table.tBodies[0];
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((row, at) => {
    const line = body.rows[at] || body.insertRow();
    line.dataset.key = row.key;
    row.cells.forEach((cell, column) => {
      const place = line.cells[column] || line.insertCell();
      const text = String(cell.text ?? cell);
      if (place.textContent !== text) place.textContent = text;
      place.className = cell.kind || "";
    });
  });
}

function list(element, pairs) {
  element.replaceChildren(...pairs.map(([name, value]) => {
    const pair = document.createElement("div");
    const term = document.createElement("dt");
    const figure = document.createElement("dd");
    term.textContent = name;
    figure.textContent = value;
    pair.append(term, figure);
    return pair;
  }));
}

function plot(id, series, isLog) {
  const place = byId(id);
  const options = {
    width: place.clientWidth || 300,
    height: 150,
    cursor: { drag: { x: false, y: false } },
    scales: isLog ? { y: { distr: 3 } } : {},
    axes: [{ stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 } },
           { stroke: style("--soft"), grid: { show: !isLog, stroke: style("--line"), width: 1 }, size: 62 }],
    series: [{}, ...series.map(each => ({ label: each.label, stroke: each.stroke, width: 1.5, spanGaps: true }))],
  };
  const drawn = new uPlot(options, [[], ...series.map(() => [])], place);
  new ResizeObserver(() => drawn.setSize({ width: place.clientWidth || 300, height: 150 })).observe(place);
  return drawn;
}

const rates = plot("rate-plot", [{ label: "A", stroke: "#2f7ed8" }, { label: "B", stroke: "#d87a2f" }], false);
const latencies = plot("latency-plot", [{ label: "p50", stroke: "#2f9e5b" }, { label: "p99", stroke: "#d8a12f" },
  { label: "p99.9", stroke: "#c94f4f" }], true);
const orders = plot("order-plot", [{ label: "sent a second", stroke: "#2f7ed8" }, { label: "fills a second", stroke: "#2f9e5b" }], false);

function remember(state) {
  const book = state.latency.book || {};
  const point = {
    time: state.time / 1e9, A: rate(state, "line A packets"), B: rate(state, "line B packets"),
    p50: book.count ? book.p50 / 1e3 : null, p99: book.count ? book.p99 / 1e3 : null, p999: book.count ? book.p999 / 1e3 : null,
    sent: rate(state, "orders sent"), fills: rate(state, "orders fills"),
  };
  for (const name of Object.keys(history)) {
    history[name].push(point[name]);
    if (history[name].length > KEPT) history[name].shift();
  }
  heat.push(book.heat || []);
  if (heat.length > KEPT) heat.shift();
}

function draw() {
  rates.setData([history.time, history.A, history.B]);
  latencies.setData([history.time, history.p50, history.p99, history.p999]);
  orders.setData([history.time, history.sent, history.fills]);
  const place = byId("heat");
  const canvas = place.firstChild || place.appendChild(document.createElement("canvas"));
  const rows = Math.max(1, ...heat.map(column => column.length));
  canvas.width = KEPT;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  heat.forEach((column, at) => {
    const sum = column.reduce((all, each) => all + each, 0) || 1;
    column.forEach((count, row) => {
      if (count > 0) {
        context.fillStyle = `hsl(${210 - 180 * row / rows} 70% 50% / ${0.15 + 0.85 * Math.sqrt(count / sum)})`;
        context.fillRect(KEPT - heat.length + at, rows - 1 - row, 1, 1);
      }
    });
  });
}

/** Seconds since a line brought anything. */
function silence(state, name) {
  const last = counter(state, `line ${name} last packet time`);
  return last ? Math.max(0, (state.time - last) / 1e9) : Infinity;
}

/** A line is silent when another is not: as the appliance has it. */
function isSilent(state, name, names) {
  return silence(state, name) > state.silenceSeconds && names.some(other => silence(state, other) <= state.silenceSeconds);
}

const lineNames = state =>
  [...new Set(Object.keys(state.counters).map(name => /^line ([A-D]) packets$/.exec(name)?.[1]).filter(Boolean))].sort();

function showLines(state) {
  const names = lineNames(state);
  fill(byId("lines"), names.map(name => {
    const of = what => counter(state, `line ${name} ${what}`);
    const silent = silence(state, name);
    return { key: name, cells: [name, whole(rate(state, `line ${name} packets`)), whole(of("first arrivals")), whole(of("duplicates")),
      whole(of("malformed") + of("bad checksums")), { text: silent === Infinity ? "never heard" : silent.toFixed(1) + " s", kind: isSilent(state, name, names) ? "not" : "live" }] };
  }));
  list(byId("sequence"), [["gaps", whole(counter(state, "channel gaps"))], ["lost", whole(counter(state, "channel lost packets"))],
    ["late", whole(counter(state, "channel late packets"))], ["restarts", whole(counter(state, "channel sequence resets"))],
    ["events/s", whole(rate(state, "books events"))]]);
}

function showLatency(state) {
  const names = { book: "book", order: "order written" };
  fill(byId("latency"), Object.entries(names).filter(([stage]) => state.latency[stage]).map(([stage, name]) => {
    const of = state.latency[stage];
    const micros = value => of.count ? (value / 1e3).toFixed(1) : "-";
    return { key: stage, cells: [name, micros(of.p50), micros(of.p99), micros(of.p999), micros(of.max), whole(of.count / (of.seconds || 1))] };
  }));
}

function showBooks(state) {
  const wanted = byId("find").value.trim().toLowerCase();
  const states = {};
  state.books.forEach(book => { states[book.state] = (states[book.state] || 0) + 1; });
  byId("states").textContent = Object.entries(states).map(([name, count]) => `${count} ${name}`).join(", ")
    + (state.bookCount > state.books.length ? ` of the first ${state.books.length}; there are ${state.bookCount}` : "");
  if (!chosen && state.books.length) choose(state.books[0].symbol);
  const side = (price, size) => price === null ? "-" : `${price} × ${size}`;
  const kind = name => name === "LIVE" ? "live" : "not";
  fill(byId("books"), state.books.filter(book => book.symbol.toLowerCase().includes(wanted)).map(book => ({ key: book.symbol, cells: [
    book.symbol, { text: book.state, kind: kind(book.state) }, { text: book.orders, kind: kind(book.orders) },
    { text: side(book.bid, book.bidSize), kind: "bid" }, { text: side(book.offer, book.offerSize), kind: "offer" },
    side(book.last, book.lastSize), whole(book.event)] })));
  for (const row of byId("books").tBodies[0].rows) row.setAttribute("aria-selected", String(row.dataset.key === chosen));
}

function showLadder(state) {
  byId("ladder-name").textContent = state.ladder ? `${state.ladder.symbol} ${state.ladder.state}` : "";
  fill(byId("ladder"), state.ladder ? state.ladder.rows.map((row, at) => ({ key: at, cells: [
    row.orders ?? "", { text: row.bid ?? "", kind: "bid" }, row.price, { text: row.offer ?? "", kind: "offer" }, row.offerOrders ?? ""] })) : []);
}

function showOrders(state) {
  const refused = Object.entries(state.counters).filter(([name, count]) => name.startsWith("orders refused ") && count > 0);
  list(byId("orders"), [["sent", whole(counter(state, "orders sent"))], ["fills", whole(counter(state, "orders fills"))],
    ["not applied", whole(counter(state, "orders not applied"))], ["connections lost", whole(counter(state, "orders connections lost"))],
    ...refused.map(([name, count]) => [name.substring(7), whole(count)])]);
}

function showMachine(state) {
  const names = Object.keys(state.counters).map(name => /^thread (.+) busy ns$/.exec(name)?.[1]).filter(Boolean).sort();
  fill(byId("threads"), names.map(name => ({ key: name, cells: [name, (rate(state, `thread ${name} busy ns`) / 1e7).toFixed(1) + " %",
    (counter(state, `thread ${name} longest ns`) / 1e3).toFixed(0) + " µs"] })));
  const pairs = [["stalls", whole(counter(state, "watchdog stalls"))], ["journal records/s", whole(rate(state, "journal records"))],
    ["journal MB", (counter(state, "journal bytes") / 1e6).toFixed(1)], ["dropped", whole(counter(state, "journal records dropped"))]];
  if ("cluster term" in state.counters) {
    pairs.push(["cluster", counter(state, "cluster leading") ? "leads" : "follows " + counter(state, "cluster leader")],
      ["term", whole(counter(state, "cluster term"))], ["elections", whole(counter(state, "cluster elections"))]);
  }
  list(byId("machine"), pairs);
}

function warn(state) {
  const warnings = [];
  const say = (isSo, text) => { if (isSo) warnings.push(text); };
  const names = lineNames(state);
  for (const name of names) say(isSilent(state, name, names), `line ${name} is silent, and another is not`);
  say(counter(state, "books unsettled books") + counter(state, "books unsettled order books") > 0,
    `${counter(state, "books unsettled books")} books by price and ${counter(state, "books unsettled order books")} by order are not right`);
  say(counter(state, "journal records dropped") > 0, `the journal has dropped ${whole(counter(state, "journal records dropped"))} records`);
  say(counter(state, "orders drop copy breaks") > 0, "positions differ from the drop copy");
  say(counter(state, "cluster divergences") > 0, "this machine's orders are in another state than the leader's");
  say(rate(state, "orders refused kill switch") > 0, "the kill switch is on, and a strategy wants to trade");
  // Only when it changes: whoever has it read out is not told again and again.
  if (byId("warnings").dataset.said === warnings.join("\n")) return;
  byId("warnings").dataset.said = warnings.join("\n");
  byId("warnings").replaceChildren(...warnings.map(text => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }));
}

function show(state) {
  newest = Date.now();
  byId("channel").textContent = `channel ${state.channel}`;
  const silent = (state.time - counter(state, "alive")) / 1e9;
  const status = byId("status");
  status.className = silent < 2 ? "good" : "bad";
  say(status, silent < 2 ? (state.liveSince ? "live" : "RECORDED") : counter(state, "alive") ? "does not count any more" : "starting");
  byId("time").textContent = new Date(state.time / 1e6).toISOString().substring(11, 21) + " UTC";
  showLadder(state);
  showBooks(state);
  if (before && state.time === before.time) return; // The same moment, with another ladder.
  if (before && (state.liveSince !== before.liveSince || counter(state, "books events") < counter(before, "books events"))) {
    before = null; // Another start: nothing is counted from there to here.
  }
  showLines(state);
  showLatency(state);
  showOrders(state);
  showMachine(state);
  warn(state);
  if (before) remember(state);
  before = state;
  draw();
}

/** Text that may be read out: put only when it is another. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A key that is held down chooses one after the other, and listens to the last. */
function choose(symbol) {
  chosen = symbol;
  for (const row of byId("books").tBodies[0].rows) row.setAttribute("aria-selected", String(row.dataset.key === chosen));
  clearTimeout(waiting);
  waiting = setTimeout(listen, 150);
}

function listen() {
  clearTimeout(waiting);
  if (source) source.close();
  source = new EventSource("/events?instrument=" + encodeURIComponent(chosen));
  source.onmessage = event => show(JSON.parse(event.data));
  // Where there was no room, a browser does not ask again by itself.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) waiting = setTimeout(listen, 1000);
  };
}

byId("books").addEventListener("click", event => {
  const row = event.target.closest("tbody tr");
  if (row) choose(row.dataset.key);
});
document.querySelector(".scroll").addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...byId("books").tBodies[0].rows];
  const at = rows.findIndex(row => row.dataset.key === chosen) + step;
  if (rows[at]) {
    choose(rows[at].dataset.key);
    rows[at].scrollIntoView({ block: "nearest" });
  }
});
byId("find").addEventListener("input", () => { if (before) showBooks(before); });
setInterval(() => {
  if (Date.now() - newest > 3000) {
    byId("status").className = "bad";
    say(byId("status"), "nothing comes: the appliance is stopped, or cannot be reached");
  }
}, 1000);
listen();

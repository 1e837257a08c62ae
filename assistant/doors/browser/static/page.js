// The page around textual.js: a line to the server that comes back by itself, keys that stay the browser's, the clipboard.
// textual.js keeps its terminal to itself, so everything here works from outside: events before it sees them, and the
// WebSocket that it is given.
"use strict";

(() => {
  const Socket = window.WebSocket;
  const body = document.body;
  const conversation = `/s/${body.dataset.number}`;
  const WHY = { 4001: "left", 4002: "failed", 4003: "idle", 4004: "gone", 4005: "elsewhere" };
  const ANSWERS = { 401: "locked", 403: "locked", 404: "gone", 503: "full" };
  const BEAT = 4000; // milliseconds between signs of life
  const SILENCE = 11000; // without any of them: the line is dead
  const DELAYS = [300, 1000, 2000, 4000, 5000];
  const MOST_WAITING = 2000; // keys typed while the line was down
  let line = null;

  function show(state) {
    body.dataset.state = state;
    const over = Object.values(WHY).includes(state) || Object.values(ANSWERS).includes(state);
    const dialog = document.getElementById("ended");
    dialog.hidden = !over;
    if (over) {
      [...dialog.querySelectorAll("a")].find((a) => a.offsetParent)?.focus();
    }
  }

  // ---- the line

  class Line extends EventTarget {
    constructor(address) {
      super();
      const path = `${conversation}/ws${new URL(address, location.href).search}`;
      this.address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}${theme()}`;
      this.socket = null;
      this.tries = 0;
      this.heard = 0;
      this.over = false;
      this.waiting = [];
      line = this;
      setInterval(() => this.beat(), BEAT);
      addEventListener("offline", () => this.lost());
      addEventListener("online", () => this.again(0));
      this.open();
    }

    open() {
      const socket = new Socket(this.address);
      socket.binaryType = "arraybuffer";
      socket.onopen = () => this.opened(socket);
      socket.onmessage = (event) => this.got(socket, event.data);
      socket.onclose = (event) => this.closed(socket, event.code);
      this.socket = socket;
      this.heard = Date.now();
    }

    opened(socket) {
      if (socket !== this.socket) return;
      this.tries = 0;
      show("online");
      this.dispatchEvent(new Event("open"));
      this.waiting.splice(0).forEach((data) => socket.send(data));
    }

    got(socket, data) {
      if (socket !== this.socket) return;
      this.heard = Date.now();
      if (typeof data !== "string") this.dispatchEvent(new MessageEvent("message", { data }));
    }

    closed(socket, code) {
      if (socket !== this.socket) return;
      this.socket = null;
      if (WHY[code]) this.end(WHY[code]);
      else this.again();
    }

    // The line is dead though nobody said so.
    lost() {
      const socket = this.socket;
      if (!socket || this.over) return;
      this.socket = null;
      socket.close();
      this.again();
    }

    again(delay = DELAYS[Math.min(this.tries, DELAYS.length - 1)]) {
      if (this.over || this.socket) return;
      show("offline");
      this.tries += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), delay);
    }

    // Asks first whether the conversation is still there: a WebSocket that is refused does not say why.
    async look() {
      let answer = 0;
      try {
        answer = (await fetch(`${conversation}/alive`, { cache: "no-store", signal: AbortSignal.timeout(5000) })).status;
      } catch { /* no answer is an answer too: still offline */ }
      if (this.over || this.socket) return;
      if (ANSWERS[answer]) this.end(ANSWERS[answer]);
      else if (answer === 204) this.open();
      else this.again();
    }

    beat() {
      if (!this.socket || this.over) return;
      if (Date.now() - this.heard > SILENCE) this.lost();
      else if (this.socket.readyState === Socket.OPEN) this.socket.send(JSON.stringify(["ping", ""]));
    }

    end(why) {
      this.over = true;
      show(why);
    }

    send(data) {
      if (this.socket?.readyState === Socket.OPEN) this.socket.send(data);
      else if (!this.over && data.startsWith('["stdin"') && !data.includes("\\u001b[<") && this.waiting.length < MOST_WAITING) {
        this.waiting.push(data); // what is typed meanwhile is not lost; where the mouse went meanwhile is
      }
    }
  }

  function theme() {
    return `&theme=${matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"}`;
  }

  // ---- the prompt keeps the keys

  const input = () => document.querySelector(".xterm-helper-textarea");
  const dialogOpen = () => [...document.querySelectorAll(".dialog")].some((d) => !d.hidden);
  const isControl = (element) => element instanceof Element && element.closest("a, button, textarea:not(.xterm-helper-textarea), .dialog");

  addEventListener("mousedown", (event) => {
    // Inside, the terminal takes the focus itself; elsewhere the page would.
    if (isControl(event.target) || dialogOpen() || event.target.closest(".xterm")) return;
    event.preventDefault();
    input()?.focus();
  }, true);
  addEventListener("focus", () => { if (!dialogOpen() && !isControl(document.activeElement)) input()?.focus(); });

  // ---- keys

  const THEIRS = new Set(["F5", "F6", "F7", "F11", "F12"]);
  const THEIRS_WITH_CTRL = new Set(["r", "l", "t", "n", "w", "d", "f", "0", "+", "-", "="]);
  const FOR_A_MAC = { a: "\x01", x: "\x18", y: "\x19", z: "\x1a" };

  addEventListener("keydown", (event) => {
    if (event.target !== input()) {
      if (document.activeElement === body && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !dialogOpen()) input()?.focus();
      return;
    }
    const key = event.key.toLowerCase();
    const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const browsers = THEIRS.has(event.key) || (ctrl && THEIRS_WITH_CTRL.has(key)) || (event.shiftKey && event.key === "Tab")
      || (ctrl && key === "v") || (event.ctrlKey && event.shiftKey && (key === "i" || key === "j" || key === "c"));
    if (browsers) {
      event.stopImmediatePropagation(); // the terminal does not see it, so the browser does its own: paste, reload, …
    } else if (ctrl && key === "c") {
      if (copyMarked()) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else if (event.metaKey) {
        typed(event, "\x03");
      }
    } else if (event.metaKey && FOR_A_MAC[key]) {
      typed(event, FOR_A_MAC[key]);
    }
  }, true);

  function typed(event, data) {
    event.preventDefault();
    event.stopImmediatePropagation();
    line?.send(JSON.stringify(["stdin", data]));
  }

  // ---- the clipboard

  // Has the browser copy although nothing on the page is marked, and `fill` say what.
  function command(fill, capture) {
    const allow = (event) => event.preventDefault();
    document.addEventListener("beforecopy", allow);
    document.addEventListener("copy", fill, capture);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill, capture);
    document.removeEventListener("beforecopy", allow);
    return done;
  }

  // Text marked with Shift and the mouse is the terminal's own selection: its listener fills the event before ours looks.
  function copyMarked() {
    let filled = false;
    command((event) => { filled = event.defaultPrevented; }, false);
    return filled;
  }

  // Without https the browser has no clipboard for pages; the old command may still work.
  function copyTheOldWay(text) {
    return command((event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }

  const clipboard = navigator.clipboard;

  async function copy(text) {
    try {
      await clipboard.writeText(text);
    } catch {
      if (!copyTheOldWay(text)) offer(text);
    }
  }

  function offer(text) {
    const field = document.getElementById("copying-text");
    document.getElementById("copying").hidden = false;
    field.value = text;
    field.focus();
    field.select();
  }

  function closeOffer() {
    document.getElementById("copying").hidden = true;
    input()?.focus();
  }

  document.getElementById("copying-close").addEventListener("click", closeOffer);
  document.getElementById("copying").addEventListener("keydown", (event) => { if (event.key === "Escape") closeOffer(); });
  // The screen may write what the person copied; nothing may read what else is on the clipboard.
  Object.defineProperty(navigator, "clipboard", { value: { writeText: copy, readText: async () => "" } });

  // ---- start: the terminal measures the font, so the font comes first

  window.WebSocket = Line;

  async function start() {
    await Promise.all(["16px", "bold 16px"].map((size) => document.fonts.load(`${size} "Roboto Mono"`, "M✓─")));
    const script = document.createElement("script");
    script.src = "/static/textual.js";
    script.onload = () => {
      const begin = window.onload; // it waits for the page, which may be loaded already or be so in a moment
      window.onload = null;
      begin();
      input().setAttribute("aria-label", document.getElementById("terminal").getAttribute("aria-label"));
      input().focus();
    };
    document.head.append(script);
  }

  document.getElementById("terminal").dataset.sessionWebsocketUrl = `${location.origin}${conversation}/ws`;
  start();
})();

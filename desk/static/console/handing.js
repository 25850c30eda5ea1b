/** What can be done with a case: take it, hand it on, back to the bot, end it, open it again. */
/** @import {Case} from "./types.js" */
import { ask } from "./dialog.js";
import { button, chooser, labelled, make } from "./dom.js";

/**
 * The buttons a case offers now; the same elements as before while nothing changed.
 * @param {import("./entry.js").Room} room @param {Case} kase @param {HTMLElement} before
 */
export function caseActions(room, kase, before) {
  const look = `${kase.id} ${kase.state} ${kase.staff?.id}`;
  if (before.dataset.look === look) return /** @type {ChildNode[]} */ ([...before.childNodes]);
  before.dataset.look = look;
  const { words } = room;
  return offered(room, kase).map(({ name, look: style, act, key }) =>
    button(style, [words.acts[name]], act, { "aria-keyshortcuts": key, title: `${words.acts[name]} (${key})`, "data-act": name }),
  );
}

/** @typedef {"claim"|"transfer"|"toBot"|"resolve"|"reopen"|"assign"|"join"} Act */

/** @param {import("./entry.js").Room} room @param {Case} kase @returns {{name: Act, look: string, key: string, act: () => any}[]} */
export function offered(room, kase) {
  const isMine = kase.state === "taken" && kase.staff?.id === room.desk.me.id;
  const boss = room.desk.isSupervisor;
  const can = /** @type {[boolean, Act, string, string, (room: import("./entry.js").Room, kase: Case) => any][]} */ ([
    [kase.state === "waiting" || kase.state === "message", "claim", "primary", "c", claim],
    [isMine, "resolve", "primary", "e", resolve],
    [isMine, "transfer", "secondary", "t", transfer],
    [isMine, "toBot", "secondary", "b", toBot],
    [boss && kase.state === "taken" && !isMine, "join", "secondary", "i", join],
    [boss && kase.state !== "done", "assign", "secondary", "a", assign],
    [kase.state === "done", "reopen", "secondary", "o", reopen],
  ]);
  return can
    .filter(([is]) => is)
    .map(([, name, look, key, act]) => ({ name, look, key, act: () => act(room, kase) }));
}

/** One wins; the others are told who. */
export function claim(/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) {
  return room.notices.trying(async () => {
    const told = await room.api.post(`cases/${kase.id}/claim`);
    room.took(told.case);
    await room.show(kase.conversation);
    room.write();
  });
}

function transfer(/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) {
  const { words, desk } = room;
  const people = [...desk.colleagues.values()]
    .filter(({ id, present }) => present && id !== desk.me.id)
    .map(({ id, name, chats, capacity }) => /** @type {[string, string]} */ ([`to ${id}`, `${name} (${chats}/${capacity})`]));
  const skills = [...new Set(["general", kase.skill, ...Object.keys(words.skills)])].filter(Boolean);
  const teams = skills.map((skill) => /** @type {[string, string]} */ ([`skill ${skill}`, words.toTeam(words.skill(skill))]));
  const to = chooser("to", [...people, ...teams]);
  const note = noteField(words.transferAsk);
  return ask(
    {
      title: words.acts.transfer,
      label: words.acts.transfer,
      parts: [labelled(words.transferTo, to), labelled(words.transferWhy, note, words.transferHint)],
      act: async () => {
        const [kind, ...rest] = to.value.split(" ");
        await room.api.post(`cases/${kase.id}/transfer`, { [kind]: rest.join(" "), note: note.value.trim() });
        room.notices.tell(words.transferDone, { tone: "good" });
      },
    },
    room,
  );
}

function toBot(/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) {
  const { words } = room;
  const note = noteField(words.toBotAsk);
  return ask(
    {
      title: words.acts.toBot,
      label: words.acts.toBot,
      parts: [make("p", {}, words.toBotHint), labelled(words.note, note)],
      act: () => room.api.post(`cases/${kase.id}/to-bot`, { note: note.value.trim() }),
    },
    room,
  );
}

function resolve(/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) {
  const { words } = room;
  const outcome = chooser("outcome", /** @type {[string, string][]} */ (Object.entries(words.outcomes)));
  const note = noteField("");
  note.required = false;
  return ask(
    {
      title: words.acts.resolve,
      label: words.acts.resolve,
      parts: [labelled(words.outcome, outcome), labelled(words.noteOptional, note)],
      act: async () => {
        const said = note.value.trim();
        await room.api.post(`cases/${kase.id}/resolve`, { outcome: outcome.value, ...(said && { note: said }) });
      },
    },
    room,
  );
}

function assign(/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) {
  const { words, desk } = room;
  const people = [...desk.colleagues.values()]
    .filter(({ present }) => present)
    .map(({ id, name, chats, capacity }) => /** @type {[string, string]} */ ([id, `${name} (${chats}/${capacity})`]));
  const staff = chooser("staff", people, kase.staff?.id);
  return ask(
    {
      title: words.acts.assign,
      label: words.acts.assign,
      parts: people.length ? [labelled(words.colleague, staff)] : [make("p", {}, words.nobodyIn)],
      act: async () => people.length && room.api.post(`cases/${kase.id}/assign`, { staff: staff.value }),
    },
    room,
  );
}

const join = (/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) =>
  room.notices.trying(() => room.api.post(`cases/${kase.id}/join`));

const reopen = (/** @type {import("./entry.js").Room} */ room, /** @type {Case} */ kase) =>
  room.notices.trying(async () => {
    await room.api.post(`cases/${kase.id}/reopen`);
    await room.show(kase.conversation);
  });

const noteField = (/** @type {string} */ placeholder) =>
  make("textarea", { name: "note", rows: 3, placeholder, required: true, maxlength: 2000 });

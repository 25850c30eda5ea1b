/** How a member of staff likes the page: language, light, sound, notifications, keys; and the way out. */
import { ask } from "./dialog.js";
import { button, chooser, labelled, make } from "./dom.js";

export function likesDialog(/** @type {import("./entry.js").Room} */ room) {
  const { words, likes, desk, bell } = room;
  const keep = (/** @type {Partial<import("./memory.js").Likes>} */ change) => room.like(change);
  const language = chooser("language", [["en", "English"], ["zh", "中文"]], likes.language);
  language.onchange = () => (keep({ language: language.value }), location.reload());
  const theme = chooser(
    "theme",
    /** @type {[string, string][]} */ (["auto", "light", "dark"].map((name) => [name, words.themes[/** @type {"auto"} */ (name)]])),
    likes.theme,
  );
  theme.onchange = () => keep({ theme: theme.value });
  const notify = make("p.notify");
  const tell = () =>
    notify.replaceChildren(
      bell.mayNotify === "granted"
        ? words.notifyOn
        : bell.mayNotify === "denied"
          ? words.notifyOff
          : button("secondary", [words.notifyAsk], async () => (await bell.askToNotify(), tell())),
    );
  tell();
  return ask(
    {
      title: desk.me.name,
      parts: [
        make("p", {}, `${desk.me.email} · ${words.roles[desk.me.role]}`),
        labelled(words.language, language),
        labelled(words.theme, theme),
        check(words.sound, likes.sound, (sound) => keep({ sound })),
        check(words.keysOn, likes.keys, (keys) => keep({ keys })),
        notify,
        button("secondary", [words.signOut], () => room.signOut()),
      ],
    },
    room,
  );
}

/** @param {string} label @param {boolean} on @param {(on: boolean) => void} change */
function check(label, on, change) {
  const box = make("input", { type: "checkbox", checked: on, onchange: () => change(box.checked) });
  return make("label.check", {}, box, label);
}

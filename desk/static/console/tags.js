/** Words on a conversation, to find it again. */
import { button, icon, make } from "./dom.js";

export class Tags {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words } = room;
    this.list = make("ul.tag-list");
    this.field = make("input", { "aria-label": words.addTag, placeholder: words.addTag, maxlength: 40, size: 12 });
    const add = (/** @type {Event} */ event) => (event.preventDefault(), this.#add());
    this.element = make("form.tagging", { onsubmit: add, "aria-label": words.tags }, this.list, this.field);
    this.drawn = "";
    room.desk.addEventListener("talk", () => this.look());
  }

  look() {
    const { talk } = this.room.desk;
    if (!talk) return;
    const look = `${talk.id} ${talk.tags.join("\n")}`;
    if (look === this.drawn) return;
    this.drawn = look;
    this.list.replaceChildren(
      ...talk.tags.map((name) =>
        make("li", {}, name, button("quiet", [icon("close")], () => this.#remove(name), { "aria-label": this.room.words.removeTag(name) })),
      ),
    );
  }

  async #add() {
    const name = this.field.value.trim().toLowerCase();
    const { talk } = this.room.desk;
    if (!name || !talk) return;
    this.field.value = "";
    await this.#change(() => this.room.api.post(`conversations/${talk.id}/tags`, { name }), [...new Set([...talk.tags, name])]);
  }

  #remove(/** @type {string} */ name) {
    const { talk } = this.room.desk;
    return this.#change(() => this.room.api.remove(`conversations/${talk?.id}/tags`, { name }), (talk?.tags ?? []).filter((one) => one !== name));
  }

  /** @param {() => Promise<any>} change @param {string[]} tags as they are then */
  #change(change, tags) {
    const { desk, notices } = this.room;
    const conversation = desk.talk?.id;
    return notices.trying(async () => {
      const told = await change();
      desk.hear({ type: "tags", conversation, tags: told?.tags ?? tags });
    });
  }
}

/** The door: e-mail and password, then the second factor; who has none yet sets it up here. */
import { Refused, Unreachable } from "./api.js";
import { icon, labelled, make } from "./dom.js";

export class SignIn {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./words.js").Words} words
   * @param {() => void} entered
   */
  constructor(api, words, entered) {
    this.api = api;
    this.words = words;
    this.entered = entered;
    this.body = make("div.door-body");
    this.problem = make("p.problem", { role: "alert" });
    this.element = make("main.door", {}, make("div.door-box", {}, icon("lock"), this.body, this.problem));
    this.askPassword();
  }

  askPassword() {
    const { words } = this;
    const email = make("input", { name: "email", type: "email", autocomplete: "username", required: true });
    const password = make("input", {
      name: "password",
      type: "password",
      autocomplete: "current-password",
      required: true,
    });
    this.#show(
      words.signIn,
      [labelled(words.email, email), labelled(words.password, password)],
      words.signIn,
      async () => {
        const { needs_code, needs_totp, csrf } = await this.api.post("sign-in", {
          email: email.value,
          password: password.value,
        });
        this.api.csrf = csrf ?? "";
        if (needs_code) this.askCode();
        else if (needs_totp) await this.enrol();
        else this.entered();
      },
    );
    email.focus();
  }

  askCode() {
    const { words } = this;
    const code = codeField(words);
    this.#show(words.secondFactor, [labelled(words.code, code, words.codeHint)], words.goOn, async () => {
      await this.api.post("prove", { code: code.value.replace(/\s/g, "") });
      this.entered();
    });
    code.focus();
  }

  /** A first second factor: a picture to scan, then one code to show that it worked. */
  async enrol() {
    const { words } = this;
    const { svg, secret } = await this.api.post("totp/offer");
    const code = codeField(words);
    const parts = [
      make("p", {}, words.enrolHint),
      make("img.qr", { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: words.qr }),
      make("p.secret", {}, words.orType, " ", make("code", {}, secret)),
      labelled(words.code, code),
    ];
    this.#show(words.enrol, parts, words.goOn, async () => {
      await this.api.post("totp/confirm", { code: code.value.replace(/\s/g, "") });
      this.entered();
    });
    code.focus();
  }

  /** @param {string} title @param {Node[]} parts @param {string} label @param {() => Promise<void>} act */
  #show(title, parts, label, act) {
    this.problem.textContent = "";
    const go = make("button.primary", { type: "submit" }, label);
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault();
      go.disabled = true;
      this.problem.textContent = "";
      await act().catch((problem) => this.#wrong(problem));
      go.disabled = false;
    };
    this.body.replaceChildren(make("h1", {}, title), make("form.door-form", { onsubmit: send }, ...parts, go));
  }

  #wrong(/** @type {unknown} */ problem) {
    const { words } = this;
    if (problem instanceof Unreachable) this.problem.textContent = words.unreachable;
    else if (problem instanceof Refused)
      this.problem.textContent = words.refused(problem) ?? (problem.message || words.failed);
    else throw problem;
    [...this.body.querySelectorAll("input")].at(-1)?.select();
  }
}

const codeField = (/** @type {import("./words.js").Words} */ words) =>
  make("input.code", {
    name: "code",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: 7,
    required: true,
    pattern: "[0-9 ]{6,7}",
    title: words.codeHint,
  });

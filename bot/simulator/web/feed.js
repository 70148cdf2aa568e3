// What happens on the server, told over one WebSocket; it comes back by itself when it breaks.

const AGAIN_AFTER = 1000;

export class Feed {
  #socket = null;
  #phones = {};

  constructor({ opened, news, closed }) {
    this.on = { opened, news, closed };
    this.#open();
  }

  /** Watch these phones, `{id: how many of the newest messages}`, and no others. */
  watch(phones) {
    this.#phones = phones;
    this.#say({ phones });
  }

  /** A person has seen the chat down to this message. */
  read(id, message) {
    this.#say({ read: [id, message] });
  }

  #open() {
    const socket = new WebSocket(`ws://${location.host}/web/watch`);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.on.opened();
      this.#say({ phones: this.#phones });
    });
    socket.addEventListener("message", (message) => this.on.news(JSON.parse(message.data)));
    socket.addEventListener("close", () => {
      this.on.closed();
      setTimeout(() => this.#open(), AGAIN_AFTER);
    });
  }

  #say(words) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(words));
  }
}

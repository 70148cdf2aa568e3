// What people do, and what is done to the world: calls of the control side.

export class NotDone extends Error {}

export const says = (id, text) => act(id, "says", { text });
export const edits = (id, text) => act(id, "edits", { text });
export const presses = (id, message, label, data) => act(id, "presses", { label, of: message, data });
export const types = (id, label) => act(id, "presses", { label });
export const sharesContact = (id) => act(id, "shares_contact", {});
export const blocks = (id) => act(id, "blocks", {});
export const unblocks = (id) => act(id, "unblocks", {});
export const joins = (name, phone) => call("POST", "people", { name, phone });
export const leaves = (id) => act(id, "deletes_account", {});
export const follows = (id, address) => act(id, "follows", { address });
export const advances = (seconds) => call("POST", "clock", { advance: seconds });

/** Send one file, or several as an album. */
export async function sends(id, files, { caption = "", photo = false } = {}) {
  const parts = await Promise.all(files.map(async (file) => ({ name: file.name, content: await encoded(file) })));
  if (parts.length === 1) return act(id, "sends_file", { ...parts[0], caption, photo });
  return act(id, "sends_album", { files: parts, caption, photo });
}

/** The address of a file of the chat. */
export const fileAt = (fileId) => `/web/files/${encodeURIComponent(fileId)}`;

function act(id, name, words) {
  return call("POST", `people/${id}/${name}`, words);
}

export async function call(method, path, words) {
  const answer = await fetch(`/control/${path}`, {
    method,
    headers: words ? { "Content-Type": "application/json" } : {},
    body: words && JSON.stringify(words),
  });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new NotDone(found.error ?? String(answer.status));
  return found;
}

async function encoded(file) {
  const address = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(",") + 1);
}

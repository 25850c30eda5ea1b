/** A shopper's photo on its way to the desk and back. */

const LONGEST_SIDE = 1600; // px; the desk makes it no larger either, and a telephone's photo would be slow to send
const SMALL_BYTES = 600_000;
const SENDS_AS_IT_IS = /^image\/(jpeg|png|webp)$/;

/** The photo as it should be sent: small. One this browser cannot draw goes as it is, and the desk says what is wrong. */
export async function shrink(/** @type {Blob} */ file) {
  if (SENDS_AS_IT_IS.test(file.type) && file.size <= SMALL_BYTES) return file;
  try {
    const drawn = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, drawn.width * scale);
    canvas.height = Math.max(1, drawn.height * scale);
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.fillStyle = "#fff"; // JPEG knows nothing to see through
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close();
    return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}

/**
 * Sends it; `went` hears how much of it is gone, from 0 to 1. Fails when there is no network.
 * @param {string} address @param {string} token @param {Blob} photo @param {(part: number) => void} went
 * @returns {Promise<{status: number, told: any}>}
 */
export function upload(address, token, photo, went) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest(); // because fetch cannot tell how far it is
    request.open("POST", address);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.timeout = 90_000;
    request.upload.onprogress = ({ loaded, total }) => went(loaded / total);
    request.onload = () => done({ status: request.status, told: request.response });
    request.onerror = request.ontimeout = failed;
    request.send(photo);
  });
}

/** An address under which this page may show a photo of the conversation; fails when the desk does not give it. */
export async function download(/** @type {string} */ address, /** @type {string} */ token) {
  const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return URL.createObjectURL(await answer.blob());
}

/** A body that is handed over as it came, without a web stream around it unless somebody asks for one. */
export interface LateBody {
  /** All of it, where it is at hand. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** Reads it piece by piece, once, instead of `open`. */
  readonly reader?: () => ChunkReader;
  /** Makes what a Response takes as its body, once. */
  open(): BodyInit;
}

/** What is used of a ReadableStreamDefaultReader. */
export interface ChunkReader {
  read(): Promise<{ readonly value?: Uint8Array<ArrayBuffer> | undefined }>;
  cancel(): Promise<unknown>;
}

type LateResponse = new (body: LateBody, like: ResponseInit) => Response;

const bodies = new WeakMap<Response, LateBody>();
let lateResponse: LateResponse | undefined;

/** A Response of this body. Web streams cost more than all else that a client does with an answer. */
export function responseOf(body: LateBody, { status, statusText, headers }: ResponseInit): Response {
  lateResponse ??= createLateResponse();
  const init: ResponseInit = {};
  if (status !== undefined) init.status = status;
  if (statusText !== undefined) init.statusText = statusText;
  if (headers !== undefined) init.headers = headers;
  return new lateResponse(body, init);
}

/** The body of a Response made here; undefined once somebody asked for it otherwise, unless it is at hand. */
export function lateBodyOf(response: Response): LateBody | undefined {
  return bodies.get(response);
}

/** The bytes of an answer, where they are at hand. */
export function bytesOf(response: Response | undefined): Uint8Array<ArrayBuffer> | undefined {
  return response && bodies.get(response)?.bytes;
}

// Made on first use: naming Response while a module is read makes Node load all of fetch, which takes 25 ms.
function createLateResponse(): LateResponse {
  return class extends Response {
    readonly #body: LateBody;
    #whole: Response | undefined;
    #taken = false;

    constructor(body: LateBody, init: ResponseInit) {
      super(null, init);
      this.#body = body;
      bodies.set(this, body);
    }

    /** The same as a plain Response, for everything that is not worth a way of its own. */
    #plain(): Response {
      if (this.#taken) throw new TypeError('Body is unusable: it was read already');
      if (!this.#body.bytes) bodies.delete(this);
      this.#whole ??= new Response(this.#body.open(), { headers: this.headers });
      return this.#whole;
    }

    override get body() {
      return this.#taken ? null : this.#plain().body;
    }

    override get bodyUsed(): boolean {
      return this.#taken || this.#whole?.bodyUsed === true;
    }

    override async text(): Promise<string> {
      const { bytes } = this.#body;
      if (!bytes || this.#whole || this.#taken) return this.#plain().text();
      this.#taken = true;
      return new TextDecoder().decode(bytes);
    }

    override async json(): Promise<unknown> {
      return JSON.parse(await this.text());
    }

    override async arrayBuffer(): Promise<ArrayBuffer> {
      return this.#plain().arrayBuffer();
    }

    override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
      return new Uint8Array(await this.arrayBuffer());
    }

    override async blob(): Promise<Blob> {
      return this.#plain().blob();
    }

    override async formData(): Promise<FormData> {
      return this.#plain().formData();
    }

    override clone(): Response {
      const { status, statusText, headers } = this;
      const copy = this.#plain().clone();
      return new Response(copy.body, { status, statusText, headers });
    }
  };
}

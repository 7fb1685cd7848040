// What a page has begun and not ended: counted by standing in for what begins and ends it. Runs before the page.
export function watchWhatIsLeft() {
  const left = new Map();
  const begin = (key, name) => left.set(key, name);
  const end = (key) => left.delete(key);
  const keys = new WeakMap();
  const keyOf = (thing) => {
    if (!keys.has(thing)) keys.set(thing, { thing: new WeakRef(thing) });
    return keys.get(thing);
  };

  // Listeners, but for those on elements that are gone from the page.
  const listeners = [];
  const capture = (options) => (typeof options === "boolean" ? options : (options?.capture ?? false));
  const same = (target, type, listener, options) => (entry) =>
    entry.target.deref() === target && entry.type === type && entry.listener.deref() === listener && entry.capture === capture(options);
  const drop = (find) => {
    const at = listeners.findIndex(find);
    if (at >= 0) listeners.splice(at, 1);
  };
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? globalThis;
    const { signal, once } = typeof options === "object" && options !== null ? options : {};
    if (listener && !signal?.aborted && !listeners.some(same(target, type, listener, options))) {
      const entry = { target: new WeakRef(target), type, listener: new WeakRef(listener), capture: capture(options) };
      listeners.push(entry);
      const gone = () => drop((other) => other === entry);
      if (signal) addEventListener.call(signal, "abort", gone, { once: true });
      if (once) addEventListener.call(target, type, gone, { once: true });
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? globalThis;
    drop(same(target, type, listener, options));
    return removeEventListener.call(target, type, listener, options);
  };

  const wrapTimer = (start, stop) => {
    const [original, clear] = [globalThis[start], globalThis[stop]];
    globalThis[start] = (action, ...rest) => {
      const id = original((...given) => {
        end(`${start} ${id}`);
        action(...given);
      }, ...rest);
      begin(`${start} ${id}`, start);
      return id;
    };
    globalThis[stop] = (id) => {
      end(`${start} ${id}`);
      clear(id);
    };
  };
  wrapTimer("setTimeout", "clearTimeout");
  wrapTimer("requestAnimationFrame", "cancelAnimationFrame");
  const { setInterval, clearInterval } = globalThis;
  globalThis.setInterval = (...given) => {
    const id = setInterval(...given);
    begin(`setInterval ${id}`, "setInterval");
    return id;
  };
  globalThis.clearInterval = (id) => {
    end(`setInterval ${id}`);
    clearInterval(id);
  };

  for (const name of ["ResizeObserver", "MutationObserver", "IntersectionObserver"]) {
    const { observe, disconnect } = globalThis[name].prototype;
    globalThis[name].prototype.observe = function (...given) {
      begin(keyOf(this), name);
      return observe.apply(this, given);
    };
    globalThis[name].prototype.disconnect = function () {
      end(keyOf(this));
      return disconnect.call(this);
    };
  }

  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(...given) {
      super(...given);
      begin(keyOf(this), "Worker");
    }
    terminate() {
      end(keyOf(this));
      super.terminate();
    }
  };

  // What the engine holds for the page is registered when it is made and taken off the register when it is freed.
  const { register, unregister } = FinalizationRegistry.prototype;
  FinalizationRegistry.prototype.register = function (thing, held, token) {
    if (typeof thing.free === "function") begin(keyOf(thing), `engine ${thing.constructor.name}`);
    return register.call(this, thing, held, token);
  };
  FinalizationRegistry.prototype.unregister = function (token) {
    end(keyOf(token));
    return unregister.call(this, token);
  };

  /** The names of what is left, in order. */
  globalThis.left = () => {
    const listening = listeners.flatMap(({ target, type }) => {
      const thing = target.deref();
      if (!thing || thing instanceof AbortSignal || (thing instanceof Node && !thing.isConnected)) return [];
      return [`${thing.constructor.name} ${type}`];
    });
    return [...left.values(), ...listening].sort();
  };
}

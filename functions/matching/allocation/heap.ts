/** A queue of small integers by key, the least first: four children a node, arrays of numbers only. Pure. */
export class Heap {
  #keys = new Float64Array(1024);
  #values = new Int32Array(1024);
  #size = 0;

  clear(): void {
    this.#size = 0;
  }

  push(value: number, key: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    const keys = this.#keys;
    const values = this.#values;
    let at = this.#size++;
    while (at > 0) {
      const up = (at - 1) >> 2;
      if (keys[up]! <= key) break;
      keys[at] = keys[up]!;
      values[at] = values[up]!;
      at = up;
    }
    keys[at] = key;
    values[at] = value;
  }

  /** Takes the value of the least key out; -1 when there is none. */
  pop(): number {
    if (this.#size === 0) return -1;
    const keys = this.#keys;
    const values = this.#values;
    const top = values[0]!;
    const size = --this.#size;
    const key = keys[size]!;
    const value = values[size]!;
    let at = 0;
    for (;;) {
      let least = at * 4 + 1;
      if (least >= size) break;
      const stop = Math.min(least + 4, size);
      for (let child = least + 1; child < stop; child++) if (keys[child]! < keys[least]!) least = child;
      if (keys[least]! >= key) break;
      keys[at] = keys[least]!;
      values[at] = values[least]!;
      at = least;
    }
    keys[at] = key;
    values[at] = value;
    return top;
  }

  #grow() {
    const keys = new Float64Array(this.#size * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    const values = new Int32Array(this.#size * 2);
    values.set(this.#values);
    this.#values = values;
  }
}

const DAY_AND_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as people read it, in the time of Wenzhou; empty for none. */
export const momentText = (instant: string | undefined): string =>
  instant === undefined ? '' : DAY_AND_TIME.format(new Date(instant));

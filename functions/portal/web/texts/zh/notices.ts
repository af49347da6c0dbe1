export const notices = {
  title: '我的消息',
  lead: '与您或您的组织有关的事项有了进展，这里会告诉您。消息保存 180 天。',
  none: '还没有消息。',
  unread: (count: number) => `${count} 条未读`,
  allRead: '没有未读的消息',
  isNew: '未读',
  look: '去看看',
  lookAt: (text: string) => `去看看：${text}`,
  read: '标为已读',
  readOf: (text: string) => `标为已读：${text}`,
};

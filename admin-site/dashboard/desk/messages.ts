// The words of what the desk does once a reply was sent, which load with the first.

export const sentButNotSet = 'Sent, but not everything was set';
export const notSet = {
  status: 'The status is unchanged.',
  assignee: 'It wasn’t assigned: that agent may no longer be active.',
  tags: 'No tags were added.',
} as const;
export const changedMeanwhile = 'This ticket changed while your message was being sent.';

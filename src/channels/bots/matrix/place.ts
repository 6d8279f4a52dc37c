/**
 * Where a conversation is held: a direct chat is the room alone; a room of many has a thread and a person, so that
 * everybody there has a conversation of their own.
 */
export interface Place {
  room: string;
  thread?: string;
  person?: string;
}

/** A place as the hub keeps it. Ids of rooms and events have no bar in them; what a person is called stands last. */
export function writePlace({ room, thread, person }: Place): string {
  return [
    room,
    ...(thread === undefined && person === undefined ? [] : [thread ?? '']),
    ...(person === undefined ? [] : [person]),
  ].join('|');
}

export function readPlace(place: string): Place {
  const [room = '', thread = '', ...person] = place.split('|');
  return {
    room,
    ...(thread === '' ? {} : { thread }),
    ...(person.length === 0 ? {} : { person: person.join('|') }),
  };
}

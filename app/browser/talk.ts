/** Whether two browsers can be connected so that voices go through. A browser may have that switched off for safety. */

export const canTalk = (): boolean => typeof RTCPeerConnection === "function";

export const cannotTalk =
  "This browser cannot carry voices from one device to another. No microphone was opened. You can go on in writing, or talk elsewhere.";

/** What is said when the window is closed. */
export const CLOSE_WORDS = {
  noTray:
    'This desktop shows no tray icon, so a hidden window could not be brought back. Instances run only while Basekeeper does.',
  stillRunning: 'Basekeeper is still running',
  openAgain: 'Your instances keep running. Open the window again from the icon in the tray, or quit there.',
  keepRunning: 'Keep Basekeeper running?',
  inTheTray: 'In the tray it keeps your instances running and tells you of incidents.',
  keepInTray: 'Keep in the tray',
  stops: 'What runs now is stopped, and started again when you open Basekeeper the next time.',
} as const;

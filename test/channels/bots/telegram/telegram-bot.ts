/** The bot that talks with the Telegram of the tests. */
export const BOT_ID = 7_000_000_001;
export const BOT_NAME = 'wizard_test_bot';
export const TOKEN = `${BOT_ID}:AAE-test-token-of-nobody-at-all`;

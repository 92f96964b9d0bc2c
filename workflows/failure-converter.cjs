/**
 * With payload keys: what a failure says goes through the codec too. A refusal may name a value or a person.
 * CommonJS, since the SDK loads it by `require`, outside the bundle of the workflows as well as in it.
 */
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

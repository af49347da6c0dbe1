/**
 * The province's interface that reports are pushed to: where it is, and the secrets shared with it. Operators put the keys
 * into the secrets (functions/reporting/pushes/settings.ts says how); a deployment takes up what they hold then.
 */
export const receiverParameters = {
  ReceiverUrl: {
    Type: 'String',
    Default: '',
    AllowedPattern: '(https://.+)?',
    Description: "Address of the province's interface; while it is empty nothing is pushed",
  },
};

export const receiver = {
  PushAlarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription:
        'A push to the province was parked, or the province does not hold what it confirmed: see the log of the push ' +
        'worker and GET /v1/pushes?state=parked. Mend the cause, then POST /v1/pushes/{id}/replay',
      Namespace: 'peiyou',
      MetricName: 'Alarms',
      Dimensions: [{ Name: 'service', Value: 'reporting' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'AlarmTopic' }],
    },
  },
  ReceiverKeys: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Description: 'Keys that sign pushes to the province, and that check its receipts',
      SecretString: '{"signing":[],"receipts":[]}',
    },
  },
  ReceiverTls: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Description:
        'Client certificate and key towards the province, and its authority, as {"cert","key","ca"} in PEM',
      SecretString: '{}',
    },
  },
};

using System.Collections.Frozen;

namespace Stepwell.States.Parsing;

/// <summary>The actions of those AWS services whose models this project works from, as AWS SDK integrations write them.</summary>
internal static class AwsSdkActions
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ByService = new Dictionary<string, string>
    {
        ["apigateway"] = """
            createApiKey createAuthorizer createBasePathMapping createDeployment createDocumentationPart
            createDocumentationVersion createDomainName createDomainNameAccessAssociation createModel createRequestValidator
            createResource createRestApi createStage createUsagePlan createUsagePlanKey createVpcLink deleteApiKey
            deleteAuthorizer deleteBasePathMapping deleteClientCertificate deleteDeployment deleteDocumentationPart
            deleteDocumentationVersion deleteDomainName deleteDomainNameAccessAssociation deleteGatewayResponse
            deleteIntegration deleteIntegrationResponse deleteMethod deleteMethodResponse deleteModel deleteRequestValidator
            deleteResource deleteRestApi deleteStage deleteUsagePlan deleteUsagePlanKey deleteVpcLink
            flushStageAuthorizersCache flushStageCache generateClientCertificate getAccount getApiKey getApiKeys getAuthorizer
            getAuthorizers getBasePathMapping getBasePathMappings getClientCertificate getClientCertificates getDeployment
            getDeployments getDocumentationPart getDocumentationParts getDocumentationVersion getDocumentationVersions
            getDomainName getDomainNameAccessAssociations getDomainNames getExport getGatewayResponse getGatewayResponses
            getIntegration getIntegrationResponse getMethod getMethodResponse getModel getModelTemplate getModels
            getRequestValidator getRequestValidators getResource getResources getRestApi getRestApis getSdk getSdkType
            getSdkTypes getStage getStages getTags getUsage getUsagePlan getUsagePlanKey getUsagePlanKeys getUsagePlans
            getVpcLink getVpcLinks importApiKeys importDocumentationParts importRestApi putGatewayResponse putIntegration
            putIntegrationResponse putMethod putMethodResponse putRestApi rejectDomainNameAccessAssociation tagResource
            testInvokeAuthorizer testInvokeMethod untagResource updateAccount updateApiKey updateAuthorizer
            updateBasePathMapping updateClientCertificate updateDeployment updateDocumentationPart updateDocumentationVersion
            updateDomainName updateGatewayResponse updateIntegration updateIntegrationResponse updateMethod
            updateMethodResponse updateModel updateRequestValidator updateResource updateRestApi updateStage updateUsage
            updateUsagePlan updateVpcLink
            """,
        ["apigatewaymanagementapi"] = """
            deleteConnection getConnection postToConnection
            """,
        ["apigatewayv2"] = """
            createApi createApiMapping createAuthorizer createDeployment createDomainName createIntegration
            createIntegrationResponse createModel createPortal createPortalProduct createProductPage
            createProductRestEndpointPage createRoute createRouteResponse createRoutingRule createStage createVpcLink
            deleteAccessLogSettings deleteApi deleteApiMapping deleteAuthorizer deleteCorsConfiguration deleteDeployment
            deleteDomainName deleteIntegration deleteIntegrationResponse deleteModel deletePortal deletePortalProduct
            deletePortalProductSharingPolicy deleteProductPage deleteProductRestEndpointPage deleteRoute
            deleteRouteRequestParameter deleteRouteResponse deleteRouteSettings deleteRoutingRule deleteStage deleteVpcLink
            disablePortal exportApi getApi getApiMapping getApiMappings getApis getAuthorizer getAuthorizers getDeployment
            getDeployments getDomainName getDomainNames getIntegration getIntegrationResponse getIntegrationResponses
            getIntegrations getModel getModelTemplate getModels getPortal getPortalProduct getPortalProductSharingPolicy
            getProductPage getProductRestEndpointPage getRoute getRouteResponse getRouteResponses getRoutes getRoutingRule
            getStage getStages getTags getVpcLink getVpcLinks importApi listPortalProducts listPortals listProductPages
            listProductRestEndpointPages listRoutingRules previewPortal publishPortal putPortalProductSharingPolicy
            putRoutingRule reimportApi resetAuthorizersCache tagResource untagResource updateApi updateApiMapping
            updateAuthorizer updateDeployment updateDomainName updateIntegration updateIntegrationResponse updateModel
            updatePortal updatePortalProduct updateProductPage updateProductRestEndpointPage updateRoute updateRouteResponse
            updateStage updateVpcLink
            """,
        ["appsync"] = """
            associateApi associateMergedGraphqlApi associateSourceGraphqlApi createApi createApiCache createApiKey
            createChannelNamespace createDataSource createDomainName createFunction createGraphqlApi createResolver createType
            deleteApi deleteApiCache deleteApiKey deleteChannelNamespace deleteDataSource deleteDomainName deleteFunction
            deleteGraphqlApi deleteResolver deleteType disassociateApi disassociateMergedGraphqlApi
            disassociateSourceGraphqlApi evaluateCode evaluateMappingTemplate flushApiCache getApi getApiAssociation
            getApiCache getChannelNamespace getDataSource getDataSourceIntrospection getDomainName getFunction getGraphqlApi
            getGraphqlApiEnvironmentVariables getIntrospectionSchema getResolver getSchemaCreationStatus
            getSourceApiAssociation getType listApiKeys listApis listChannelNamespaces listDataSources listDomainNames
            listFunctions listGraphqlApis listResolvers listResolversByFunction listSourceApiAssociations listTagsForResource
            listTypes listTypesByAssociation putGraphqlApiEnvironmentVariables startDataSourceIntrospection
            startSchemaCreation startSchemaMerge tagResource untagResource updateApi updateApiCache updateApiKey
            updateChannelNamespace updateDataSource updateDomainName updateFunction updateGraphqlApi updateResolver
            updateSourceApiAssociation updateType
            """,
        ["cloudwatch"] = """
            associateDatasetKmsKey createResourceMetricsConfiguration deleteAlarmMuteRule deleteAlarms deleteAnomalyDetector
            deleteDashboards deleteInsightRules deleteMetricStream deleteResourceMetricsConfiguration
            describeAlarmContributors describeAlarmHistory describeAlarms describeAlarmsForMetric describeAnomalyDetectors
            describeInsightRules disableAlarmActions disableInsightRules disassociateDatasetKmsKey enableAlarmActions
            enableInsightRules getAlarmMuteRule getDashboard getDataset getInsightRuleReport getMetricData getMetricStatistics
            getMetricStream getMetricWidgetImage getOTelEnrichment getResourceMetricsConfiguration listAlarmMuteRules
            listDashboards listManagedInsightRules listMetricStreams listMetrics listTagsForResource putAlarmMuteRule
            putAnomalyDetector putCompositeAlarm putDashboard putInsightRule putLogAlarm putManagedInsightRules putMetricAlarm
            putMetricData putMetricStream setAlarmState startMetricStreams startOTelEnrichment stopMetricStreams
            stopOTelEnrichment tagResource untagResource updateOTelEnrichment updateResourceMetricsConfiguration
            """,
        ["cloudwatchlogs"] = """
            associateKmsKey associateSourceToS3TableIntegration cancelExportTask cancelImportTask createDelivery
            createExportTask createImportTask createLogAnomalyDetector createLogGroup createLogStream createLookupTable
            createScheduledQuery deleteAccountPolicy deleteDataProtectionPolicy deleteDelivery deleteDeliveryDestination
            deleteDeliveryDestinationPolicy deleteDeliverySource deleteDestination deleteIndexPolicy deleteIntegration
            deleteLogAnomalyDetector deleteLogGroup deleteLogStream deleteLookupTable deleteMetricFilter deleteQueryDefinition
            deleteResourcePolicy deleteRetentionPolicy deleteScheduledQuery deleteSubscriptionFilter deleteSyslogConfiguration
            deleteTransformer describeAccountPolicies describeConfigurationTemplates describeDeliveries
            describeDeliveryDestinations describeDeliverySources describeDestinations describeExportTasks describeFieldIndexes
            describeImportTaskBatches describeImportTasks describeIndexPolicies describeLogGroups describeLogStreams
            describeLookupTables describeMetricFilters describeQueries describeQueryDefinitions describeResourcePolicies
            describeSubscriptionFilters disassociateKmsKey disassociateSourceFromS3TableIntegration filterLogEvents
            getDataProtectionPolicy getDelivery getDeliveryDestination getDeliveryDestinationPolicy getDeliverySource
            getIntegration getLogAnomalyDetector getLogEvents getLogFields getLogGroupFields getLogObject getLogRecord
            getLookupTable getQueryResults getScheduledQuery getScheduledQueryHistory getStorageTierPolicy getTransformer
            listAggregateLogGroupSummaries listAnomalies listIntegrations listLogAnomalyDetectors listLogGroups
            listLogGroupsForQuery listScheduledQueries listSourcesForS3TableIntegration listSyslogConfigurations
            listTagsForResource listTagsLogGroup putAccountPolicy putBearerTokenAuthentication putDataProtectionPolicy
            putDeliveryDestination putDeliveryDestinationPolicy putDeliverySource putDestination putDestinationPolicy
            putIndexPolicy putIntegration putLogEvents putLogGroupDeletionProtection putMetricFilter putQueryDefinition
            putResourcePolicy putRetentionPolicy putStorageTierPolicy putSubscriptionFilter putSyslogConfiguration
            putTransformer startLiveTail startQuery stopQuery tagLogGroup tagResource testMetricFilter testTransformer
            untagLogGroup untagResource updateAnomaly updateDeliveryConfiguration updateLogAnomalyDetector updateLookupTable
            updateScheduledQuery
            """,
        ["dynamodb"] = """
            batchExecuteStatement batchGetItem batchWriteItem cancelBulkOperation createBackup createGlobalTable createTable
            deleteBackup deleteItem deleteResourcePolicy deleteTable describeBackup describeBulkOperation
            describeContinuousBackups describeContributorInsights describeEndpoints describeExport describeGlobalTable
            describeGlobalTableSettings describeImport describeKinesisStreamingDestination describeLimits describeTable
            describeTableReplicaAutoScaling describeTimeToLive disableKinesisStreamingDestination
            enableKinesisStreamingDestination executeStatement executeTransaction exportTableToPointInTime getItem
            getResourcePolicy importTable listBackups listBulkOperations listContributorInsights listExports listGlobalTables
            listImports listTables listTagsOfResource putItem putResourcePolicy query restoreTableFromBackup
            restoreTableToPointInTime scan searchVectors startBulkPutItems tagResource transactGetItems transactWriteItems
            untagResource updateContinuousBackups updateContributorInsights updateGlobalTable updateGlobalTableSettings
            updateItem updateKinesisStreamingDestination updateTable updateTableReplicaAutoScaling updateTimeToLive
            """,
        ["dynamodbstreams"] = """
            describeStream getRecords getShardIterator listStreams
            """,
        ["eventbridge"] = """
            activateEventSource cancelReplay createApiDestination createArchive createConnection createEndpoint createEventBus
            createPartnerEventSource deactivateEventSource deauthorizeConnection deleteApiDestination deleteArchive
            deleteConnection deleteEndpoint deleteEventBus deletePartnerEventSource deleteRule describeApiDestination
            describeArchive describeConnection describeEndpoint describeEventBus describeEventSource
            describePartnerEventSource describeReplay describeRule disableRule enableRule listApiDestinations listArchives
            listConnections listEndpoints listEventBuses listEventSources listPartnerEventSourceAccounts
            listPartnerEventSources listReplays listRuleNamesByTarget listRules listTagsForResource listTargetsByRule
            putEvents putPartnerEvents putPermission putRule putTargets removePermission removeTargets startReplay tagResource
            testEventPattern untagResource updateApiDestination updateArchive updateConnection updateEndpoint updateEventBus
            """,
        ["firehose"] = """
            createDeliveryStream deleteDeliveryStream describeDeliveryStream listDeliveryStreams listTagsForDeliveryStream
            putRecord putRecordBatch startDeliveryStreamEncryption stopDeliveryStreamEncryption tagDeliveryStream
            untagDeliveryStream updateDestination
            """,
        ["iam"] = """
            acceptDelegationRequest acquireRole addClientIDToOpenIDConnectProvider addRoleToInstanceProfile addUserToGroup
            associateDelegationRequest attachGroupPolicy attachRolePolicy attachUserPolicy changePassword createAccessKey
            createAccountAlias createDelegationRequest createGroup createInstanceProfile createLoginProfile
            createOpenIDConnectProvider createPolicy createPolicyVersion createRole createSAMLProvider createServiceLinkedRole
            createServiceSpecificCredential createUser createVirtualMFADevice deactivateMFADevice deleteAccessKey
            deleteAccountAlias deleteAccountPasswordPolicy deleteGroup deleteGroupPolicy deleteInstanceProfile
            deleteLoginProfile deleteOpenIDConnectProvider deletePolicy deletePolicyVersion deleteRole
            deleteRolePermissionsBoundary deleteRolePolicy deleteSAMLProvider deleteSSHPublicKey deleteServerCertificate
            deleteServiceLinkedRole deleteServiceSpecificCredential deleteSigningCertificate deleteUser
            deleteUserPermissionsBoundary deleteUserPolicy deleteVirtualMFADevice detachGroupPolicy detachRolePolicy
            detachUserPolicy disableOrganizationsRootCredentialsManagement disableOrganizationsRootSessions
            disableOutboundWebIdentityFederation enableMFADevice enableOrganizationsRootCredentialsManagement
            enableOrganizationsRootSessions enableOutboundWebIdentityFederation generateCredentialReport
            generateOrganizationsAccessReport generateServiceLastAccessedDetails getAccessKeyLastUsed
            getAccountAuthorizationDetails getAccountPasswordPolicy getAccountProperties getAccountSummary
            getContextKeysForCustomPolicy getContextKeysForPrincipalPolicy getCredentialReport getDelegationRequest getGroup
            getGroupPolicy getHumanReadableSummary getInstanceProfile getLoginProfile getMFADevice getOpenIDConnectProvider
            getOrganizationsAccessReport getOutboundWebIdentityFederationInfo getPolicy getPolicyVersion getRole getRolePolicy
            getRoleTemplateVersion getSAMLProvider getSSHPublicKey getServerCertificate getServiceLastAccessedDetails
            getServiceLastAccessedDetailsWithEntities getServiceLinkedRoleDeletionStatus getUser getUserPolicy listAccessKeys
            listAccountAliases listAttachedGroupPolicies listAttachedRolePolicies listAttachedUserPolicies
            listDelegationRequests listEntitiesForPolicy listGroupPolicies listGroups listGroupsForUser
            listInstanceProfileTags listInstanceProfiles listInstanceProfilesForRole listMFADeviceTags listMFADevices
            listOpenIDConnectProviderTags listOpenIDConnectProviders listOrganizationsFeatures listPolicies
            listPoliciesGrantingServiceAccess listPolicyTags listPolicyVersions listRolePolicies listRoleTags listRoles
            listSAMLProviderTags listSAMLProviders listSSHPublicKeys listServerCertificateTags listServerCertificates
            listServiceSpecificCredentials listSigningCertificates listUserPolicies listUserTags listUsers
            listVirtualMFADevices putAccountProperties putGroupPolicy putRolePermissionsBoundary putRolePolicy
            putUserPermissionsBoundary putUserPolicy rejectDelegationRequest removeClientIDFromOpenIDConnectProvider
            removeRoleFromInstanceProfile removeUserFromGroup resetServiceSpecificCredential resyncMFADevice
            sendDelegationToken setDefaultPolicyVersion setSecurityTokenServicePreferences simulateCustomPolicy
            simulatePrincipalPolicy tagInstanceProfile tagMFADevice tagOpenIDConnectProvider tagPolicy tagRole tagSAMLProvider
            tagServerCertificate tagUser untagInstanceProfile untagMFADevice untagOpenIDConnectProvider untagPolicy untagRole
            untagSAMLProvider untagServerCertificate untagUser updateAccessKey updateAccountPasswordPolicy
            updateAssumeRolePolicy updateDelegationRequest updateGroup updateLoginProfile
            updateOpenIDConnectProviderThumbprint updateRole updateRoleDescription updateSAMLProvider updateSSHPublicKey
            updateServerCertificate updateServiceSpecificCredential updateSigningCertificate updateUser uploadSSHPublicKey
            uploadServerCertificate uploadSigningCertificate
            """,
        ["kinesis"] = """
            addTagsToStream createChannel createStream decreaseStreamRetentionPeriod deleteChannel deleteResourcePolicy
            deleteStream deregisterStreamConsumer describeAccountSettings describeChannel describeLimits describeStream
            describeStreamConsumer describeStreamSummary disableEnhancedMonitoring enableEnhancedMonitoring getRecords
            getResourcePolicy getShardIterator increaseStreamRetentionPeriod listChannels listShards listStreamConsumers
            listStreams listTagsForResource listTagsForStream mergeShards putRecord putRecords putResourcePolicy
            registerStreamConsumer removeTagsFromStream splitShard startStreamEncryption stopStreamEncryption subscribeToShard
            tagResource untagResource updateAccountSettings updateChannel updateMaxRecordSize updateShardCount
            updateStreamMode updateStreamRecordDistributionStrategy updateStreamWarmThroughput
            """,
        ["lambda"] = """
            addLayerVersionPermission addPermission checkpointDurableExecution createAlias createCapacityProvider
            createCodeSigningConfig createEventSourceMapping createFunction createFunctionUrlConfig deleteAlias
            deleteCapacityProvider deleteCodeSigningConfig deleteEventSourceMapping deleteFunction
            deleteFunctionCodeSigningConfig deleteFunctionConcurrency deleteFunctionEventInvokeConfig deleteFunctionUrlConfig
            deleteLayerVersion deleteProvisionedConcurrencyConfig deleteResourcePolicy getAccountSettings getAlias
            getCapacityProvider getCodeSigningConfig getDurableExecution getDurableExecutionHistory getDurableExecutionState
            getEventSourceMapping getFunction getFunctionCodeSigningConfig getFunctionConcurrency getFunctionConfiguration
            getFunctionEventInvokeConfig getFunctionRecursionConfig getFunctionScalingConfig getFunctionUrlConfig
            getLayerVersion getLayerVersionByArn getLayerVersionPolicy getPolicy getProvisionedConcurrencyConfig
            getResourcePolicy getRuntimeManagementConfig invoke invokeAsync invokeWithResponseStream listAliases
            listCapacityProviders listCodeSigningConfigs listDurableExecutionsByFunction listEventSourceMappings
            listFunctionEventInvokeConfigs listFunctionUrlConfigs listFunctionVersionsByCapacityProvider listFunctions
            listFunctionsByCodeSigningConfig listLayerVersions listLayers listProvisionedConcurrencyConfigs listTags
            listVersionsByFunction publishLayerVersion publishVersion putFunctionCodeSigningConfig putFunctionConcurrency
            putFunctionEventInvokeConfig putFunctionRecursionConfig putFunctionScalingConfig putProvisionedConcurrencyConfig
            putResourcePolicy putRuntimeManagementConfig removeLayerVersionPermission removePermission
            sendDurableExecutionCallbackFailure sendDurableExecutionCallbackHeartbeat sendDurableExecutionCallbackSuccess
            stopDurableExecution tagResource untagResource updateAlias updateCapacityProvider updateCodeSigningConfig
            updateEventSourceMapping updateFunctionCode updateFunctionConfiguration updateFunctionEventInvokeConfig
            updateFunctionUrlConfig
            """,
        ["s3"] = """
            abortMultipartUpload completeMultipartUpload copyObject createBucket createBucketMetadataConfiguration
            createBucketMetadataTableConfiguration createMultipartUpload createSession deleteBucket
            deleteBucketAnalyticsConfiguration deleteBucketCors deleteBucketEncryption
            deleteBucketIntelligentTieringConfiguration deleteBucketInventoryConfiguration deleteBucketLifecycle
            deleteBucketMetadataConfiguration deleteBucketMetadataTableConfiguration deleteBucketMetricsConfiguration
            deleteBucketOwnershipControls deleteBucketPolicy deleteBucketReplication deleteBucketTagging deleteBucketWebsite
            deleteObject deleteObjectAnnotation deleteObjectTagging deleteObjects deletePublicAccessBlock getBucketAbac
            getBucketAccelerateConfiguration getBucketAcl getBucketAnalyticsConfiguration getBucketCors getBucketEncryption
            getBucketIntelligentTieringConfiguration getBucketInventoryConfiguration getBucketLifecycle
            getBucketLifecycleConfiguration getBucketLocation getBucketLogging getBucketMetadataConfiguration
            getBucketMetadataTableConfiguration getBucketMetricsConfiguration getBucketNotification
            getBucketNotificationConfiguration getBucketOwnershipControls getBucketPolicy getBucketPolicyStatus
            getBucketReplication getBucketRequestPayment getBucketTagging getBucketVersioning getBucketWebsite getObject
            getObjectAcl getObjectAnnotation getObjectAttributes getObjectLegalHold getObjectLockConfiguration
            getObjectRetention getObjectTagging getObjectTorrent getPublicAccessBlock headBucket headObject
            listBucketAnalyticsConfigurations listBucketIntelligentTieringConfigurations listBucketInventoryConfigurations
            listBucketMetricsConfigurations listBuckets listDirectoryBuckets listMultipartUploads listObjectAnnotations
            listObjectVersions listObjects listObjectsV2 listParts putBucketAbac putBucketAccelerateConfiguration putBucketAcl
            putBucketAnalyticsConfiguration putBucketCors putBucketEncryption putBucketIntelligentTieringConfiguration
            putBucketInventoryConfiguration putBucketLifecycle putBucketLifecycleConfiguration putBucketLogging
            putBucketMetricsConfiguration putBucketNotification putBucketNotificationConfiguration putBucketOwnershipControls
            putBucketPolicy putBucketReplication putBucketRequestPayment putBucketTagging putBucketVersioning putBucketWebsite
            putObject putObjectAcl putObjectAnnotation putObjectLegalHold putObjectLockConfiguration putObjectRetention
            putObjectTagging putPublicAccessBlock renameObject restoreObject selectObjectContent
            updateBucketMetadataAnnotationTableConfiguration updateBucketMetadataInventoryTableConfiguration
            updateBucketMetadataJournalTableConfiguration updateObjectEncryption uploadPart uploadPartCopy
            writeGetObjectResponse
            """,
        ["sfn"] = """
            createActivity createStateMachine createStateMachineAlias deleteActivity deleteStateMachine
            deleteStateMachineAlias deleteStateMachineVersion describeActivity describeExecution describeMapRun
            describeStateMachine describeStateMachineAlias describeStateMachineForExecution getActivityTask
            getExecutionHistory listActivities listExecutions listMapRuns listStateMachineAliases listStateMachineVersions
            listStateMachines listTagsForResource publishStateMachineVersion redriveExecution sendTaskFailure
            sendTaskHeartbeat sendTaskSuccess startExecution startSyncExecution stopExecution tagResource testState
            untagResource updateMapRun updateStateMachine updateStateMachineAlias validateStateMachineDefinition
            """,
        ["sns"] = """
            addPermission checkIfPhoneNumberIsOptedOut confirmSubscription createPlatformApplication createPlatformEndpoint
            createSMSSandboxPhoneNumber createTopic deleteEndpoint deletePlatformApplication deleteSMSSandboxPhoneNumber
            deleteTopic getDataProtectionPolicy getEndpointAttributes getPlatformApplicationAttributes getSMSAttributes
            getSMSSandboxAccountStatus getSubscriptionAttributes getTopicAttributes listEndpointsByPlatformApplication
            listOriginationNumbers listPhoneNumbersOptedOut listPlatformApplications listSMSSandboxPhoneNumbers
            listSubscriptions listSubscriptionsByTopic listTagsForResource listTopics optInPhoneNumber publish publishBatch
            putDataProtectionPolicy removePermission setEndpointAttributes setPlatformApplicationAttributes setSMSAttributes
            setSubscriptionAttributes setTopicAttributes subscribe tagResource unsubscribe untagResource
            verifySMSSandboxPhoneNumber
            """,
        ["sqs"] = """
            addPermission cancelMessageMoveTask changeMessageVisibility changeMessageVisibilityBatch createQueue deleteMessage
            deleteMessageBatch deleteQueue getQueueAttributes getQueueUrl listDeadLetterSourceQueues listMessageMoveTasks
            listQueueTags listQueues purgeQueue receiveMessage removePermission sendMessage sendMessageBatch
            setQueueAttributes startMessageMoveTask tagQueue untagQueue
            """,
        ["sts"] = """
            assumeRole assumeRoleWithSAML assumeRoleWithWebIdentity assumeRoot decodeAuthorizationMessage getAccessKeyInfo
            getCallerIdentity getDelegatedAccessToken getFederationToken getSessionToken getWebIdentityToken
            """,
    }.ToFrozenDictionary(entry => entry.Key, entry => Split(entry.Value), StringComparer.Ordinal);

    /// <summary>Null where the actions are not known.</summary>
    public static FrozenSet<string>? Of(string service) => ByService.GetValueOrDefault(service);

    private static FrozenSet<string> Split(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

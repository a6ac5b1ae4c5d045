using System.Collections.Frozen;

namespace Stepwell.States.Parsing;

/// <summary>
/// The services of AWS SDK integrations. Their names are those of the packages of the AWS SDK for Java 2.x.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html, and the service ids in the metadata of
/// the AWS SDKs for JavaScript (aws-sdk 2.1693, aws-cdk-lib 2.276).
/// </summary>
internal static class AwsSdkServices
{
    /// <summary>Whether there is such an action; of services whose actions are not listed here, every one is taken for one.</summary>
    public static bool Offers(string service, string action) =>
        Names.Contains(service) && (AwsSdkActions.Of(service) is not { } actions || actions.Contains(action));

    private static readonly FrozenSet<string> Names = """
        accessanalyzer account acm acmpca aiops amp amplify amplifybackend amplifyuibuilder apigateway apigatewaymanagementapi
        apigatewayv2 appconfig appconfigdata appfabric appflow appintegrations applicationautoscaling applicationcostprofiler
        applicationdiscovery applicationinsights applicationsignals appmesh apprunner appstream appsync apptest arcregionswitch
        arczonalshift artifact athena auditmanager autoscaling autoscalingplans b2bi backup backupgateway backupsearch batch
        bcmdashboards bcmdataexports bcmpricingcalculator bcmrecommendedactions bedrock bedrockagent bedrockagentcore
        bedrockagentcorecontrol bedrockagentruntime bedrockdataautomation bedrockdataautomationruntime bedrockruntime billing
        billingconductor braket budgets chatbot chime chimesdkidentity chimesdkmediapipelines chimesdkmeetings chimesdkmessaging
        chimesdkvoice cleanrooms cleanroomsml cloud9 cloudcontrol clouddirectory cloudformation cloudfront cloudfrontkeyvaluestore
        cloudhsm cloudhsmv2 cloudsearch cloudsearchdomain cloudtrail cloudtraildata cloudwatch cloudwatchevents cloudwatchlogs
        codeartifact codebuild codecatalyst codecommit codeconnections codedeploy codeguruprofiler codegurureviewer
        codegurusecurity codepipeline codestarconnections codestarnotifications cognitoidentity cognitoidentityprovider
        cognitosync comprehend comprehendmedical computeoptimizer computeoptimizerautomation config connect connectcampaigns
        connectcampaignsv2 connectcases connectcontactlens connectparticipant controlcatalog controltower costandusagereport
        costexplorer costoptimizationhub customerprofiles databasemigration databrew dataexchange datapipeline datasync datazone
        dax deadline detective devicefarm devopsguru directconnect directory directoryservicedata dlm docdb docdbelastic drs dsql
        dynamodb dynamodbstreams ebs ec2 ec2instanceconnect ecr ecrpublic ecs efs eks eksauth elasticache elasticbeanstalk
        elasticinference elasticloadbalancing elasticloadbalancingv2 elasticsearch elastictranscoder emr emrcontainers
        emrserverless entityresolution eventbridge evidently evs finspace finspacedata firehose fis fms forecast forecastquery
        frauddetector freetier fsx gamelift gameliftstreams geomaps geoplaces georoutes glacier globalaccelerator glue grafana
        greengrass greengrassv2 groundstation guardduty health healthlake iam identitystore imagebuilder importexport inspector
        inspector2 inspectorscan internetmonitor invoicing iot iot1clickdevices iot1clickprojects iotanalytics iotdataplane
        iotdeviceadvisor iotevents ioteventsdata iotfleethub iotfleetwise iotjobsdataplane iotmanagedintegrations
        iotsecuretunneling iotsitewise iotthingsgraph iottwinmaker iotwireless ivs ivschat ivsrealtime kafka kafkaconnect kendra
        kendraranking keyspaces keyspacesstreams kinesis kinesisanalytics kinesisanalyticsv2 kinesisvideo
        kinesisvideoarchivedmedia kinesisvideomedia kinesisvideosignaling kinesisvideowebrtcstorage kms lakeformation lambda
        launchwizard lexmodelbuilding lexmodelsv2 lexruntime lexruntimev2 licensemanager licensemanagerlinuxsubscriptions
        licensemanagerusersubscriptions lightsail location lookoutequipment lookoutmetrics lookoutvision m2 machinelearning macie2
        mailmanager managedblockchain managedblockchainquery marketplaceagreement marketplacecatalog marketplacecommerceanalytics
        marketplacedeployment marketplaceentitlement marketplacemetering marketplacereporting mediaconnect mediaconvert medialive
        mediapackage mediapackagev2 mediapackagevod mediastore mediastoredata mediatailor medicalimaging memorydb mgn migrationhub
        migrationhubconfig migrationhuborchestrator migrationhubrefactorspaces migrationhubstrategy mobileanalytics mpa mq mturk
        mwaa mwaaserverless neptune neptunedata neptunegraph networkfirewall networkflowmonitor networkmanager networkmonitor
        nimble notifications notificationscontacts novaact oam observabilityadmin odb omics opensearch opensearchserverless
        opsworks opsworkscm organizations osis outposts panorama partnercentralaccount partnercentralbenefits
        partnercentralchannel partnercentralselling paymentcryptography paymentcryptographydata pcaconnectorad pcaconnectorscep
        pcs personalize personalizeevents personalizeruntime pi pinpoint pinpointemail pinpointsmsvoice pinpointsmsvoicev2 pipes
        polly pricing privatenetworks proton qapps qbusiness qconnect qldb qldbsession quicksight ram rbin rds rdsdata redshift
        redshiftdata redshiftserverless rekognition rekognitionstreaming repostspace resiliencehub resourceexplorer2
        resourcegroups resourcegroupstaggingapi robomaker rolesanywhere route53 route53domains route53globalresolver
        route53profiles route53recoverycluster route53recoverycontrolconfig route53recoveryreadiness route53resolver rtbfabric rum
        s3 s3control s3outposts s3tables s3vectors sagemaker sagemakera2iruntime sagemakeredge sagemakerfeaturestoreruntime
        sagemakergeospatial sagemakermetrics sagemakerruntime savingsplans scheduler schemas secretsmanager securityhub securityir
        securitylake serverlessapplicationrepository servicecatalog servicecatalogappregistry servicediscovery servicequotas ses
        sesv2 sfn shield signer signin simpledb simspaceweaver sms snowball snowdevicemanagement sns socialmessaging sqs ssm
        ssmcontacts ssmguiconnect ssmincidents ssmquicksetup ssmsap sso ssoadmin ssooidc storagegateway sts supplychain support
        supportapp swf synthetics taxsettings textract timestreaminfluxdb timestreamquery timestreamwrite tnb transcribe
        transcribestreaming transfer translate trustedadvisor verifiedpermissions voiceid vpclattice waf wafregional wafv2
        wellarchitected wickr wisdom workdocs worklink workmail workmailmessageflow workspaces workspacesinstances
        workspacesthinclient workspacesweb xray
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

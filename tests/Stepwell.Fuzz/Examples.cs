namespace Stepwell.Fuzz;

/// <summary>Right texts of each language, and its tokens.</summary>
internal static class Examples
{
    public static readonly string[] Json =
    [
        """{"a":[1,2.5,-3e10,true,false,null],"b":{"c":"d\u00e9\n\ud83d\ude00"},"":[]}""", "[[[[]]]]", "\"text\"", "-0.0e-1", "{}",
        """[{"id":1,"items":[{"sku":"x","price":9.99}]},"\\\"\/\b"]""",
    ];

    public static readonly string[] JsonTokens =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "0", "-", "1e", "e+", ".5", "true", "null", "nul", " ", "\t", "\uFEFF", "[[", "{\"a\":"];

    public static readonly string[] Paths =
    [
        "$.a.b[0]['c']", "$..price", "$.items[?(@.price < 10 && @.name == 'x')].name", "$[0:5:2]", "$['a','b']", "$[-1:]", "$.*", "$$.Execution.Id",
        "$x.b", "$.a[?(@.b =~ /x.*/)]", "$.length()", "$.a[?(!@.b || @.c in [1,2])]",
    ];

    public static readonly string[] PathTokens =
        ["$", "$$", "@", ".", "..", "[", "]", "[?(", ")]", "'", "\"", ",", ":", "*", "&&", "||", "!", "==", "<", "0", "-1", "99999999999", "a", "(", ")", "/x+/", "length()"];

    public static readonly string[] Intrinsics =
    [
        "States.Format('a {} {}', $.a, 1)", "States.Array(1, $.b, 'x', null)", "States.StringToJson($.s)", "States.MathAdd(1, -2)",
        "States.ArrayRange(1, 9, 2)", "States.Hash('x', 'SHA-256')", "States.JsonMerge($.a, $.b, false)", "States.ArrayPartition($.l, 2)",
        "States.StringSplit('a,b', ',')", "States.Base64Decode('YQ==')", "States.ArrayUnique(States.Array(1,1))", "States.UUID()",
        "States.ArrayContains($.l, 1)", "States.ArrayGetItem($.l, 0)", "States.ArrayLength($.l)", "States.MathRandom(0, 9)",
    ];

    public static readonly string[] IntrinsicTokens =
        ["States.", "Format", "(", ")", ",", "'", "\\", "{}", "$.a", "$", "1", "-", "null", "true", "1e9", "States.Array(", "\\'", "999999999999"];

    public static readonly string[] Jsonata =
    [
        "Account.Order.Product{`Product Name`: {\"price\": Price, \"qty\": Quantity}}", "$sum(a.b.(c * d))", "x^(>v, k).v", "a@$v.b#$i[$v=$i].{\"v\": $v}",
        "$map([1..5], function($v, $i) { $v + $i })", "a ~> |b|{\"c\": 1}, [\"d\"]|", "$replace(f, /([a-z]+) (\\w)/i, \"$2 $1\")", "a.%.b", "**.c[0]",
        "($f := function($n){ $n < 2 ? 1 : $n * $f($n - 1) }; $f(10))", "$formatNumber(1234.5, \"#,##0.00\")", "$fromMillis(0, \"[Y]-[M01]-[D01] [FNn]\")",
        "$toMillis(\"2018\", \"[Y]\")", "$formatInteger(12, \"Ww;o\")", "$filter(b, λ($x){$x > 1}) ~> $count", "$match(f, /a+/)", "a ?? b ? c : \"d\"",
        "$split(\"a b\", \" \")[0]", "$eval(\"1+1\")", "$reduce(b, function($i,$j)<nn:n>{$i+$j})", "$merge([{\"a\":1},{\"b\":2}])", "$single(b, function($v){$v=1})",
        "[1..3].($ & \"x\")", "$sort(b, function($l,$r){$l<$r})", "$spread(a)", "b[$ > 1 and $ in [1,2]]", "/* c */ $substring(\"hello\", ?, 2)(1)", "$.a.$lookup(\"b\")",
    ];

    public static readonly string[] JsonataTokens =
    [
        "$", "$$", "%", "**", "*", ".", "..", "[", "]", "{", "}", "(", ")", ":=", "~>", "?", ":", "??", "?:", "|", "^", "@$v", "#$i", "^(", "/", "/a/", "\"", "'", "`",
        "function(", "λ(", "$f", "a", "b", "and", "or", "in", "1", "-", "1e9", "[1..", "&", ";", ",", "!=", "<", "$map(", "$string(", "$pad(\"x\",", "<n:n>", "/*", "*/", "\\",
    ];

    public const string JsonataInput =
        """{"a":{"b":[{"c":1,"d":2},{"c":3,"d":[4,5]}],"%":null},"b":[1,2,3],"f":"hello world","x":[{"k":"a","v":2},{"k":"b","v":1}],"Account":{"Order":[{"Product":{"Price":1,"Quantity":2}}]}}""";

    public static readonly string[] Definitions =
    [
        """{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"x":1},"ResultPath":"$.r","Next":"B"},"B":{"Type":"Succeed"}}}""",
        """{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $states.input.a + 1 %}","Assign":{"v":"{% 1 %}"},"End":true}}}""",
        """{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":1,"Next":"W"},{"Not":{"Variable":"$.b","IsPresent":true},"Next":"F"}],"Default":"F"},"W":{"Type":"Wait","SecondsPath":"$.s","Next":"F"},"F":{"Type":"Fail","Error":"E","CausePath":"$.c"}}}""",
        """{"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.l","MaxConcurrency":2,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}},"ItemBatcher":{"MaxItemsPerBatch":5},"Label":"L","ToleratedFailurePercentage":5,"End":true}}}""",
        """{"StartAt":"T","TimeoutSeconds":60,"States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"},"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":2,"BackoffRate":1.5,"JitterStrategy":"FULL"}],"Catch":[{"ErrorEquals":["E"],"Next":"T","ResultPath":null}],"HeartbeatSeconds":5,"End":true}}}""",
        """{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"X","States":{"X":{"Type":"Succeed"}}}],"ResultSelector":{"a.$":"$[0]"},"End":true}}}""",
    ];

    public static readonly string[] DefinitionTokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\"Type\":\"Pass\",", "\"End\":true", "\"Next\":\"A\"", "\"States\":{", "\"$.a\"", "null", "1", "-1", "1.5", "\"{% $x %}\"", "\"Parallel\"",
        "\"Map\"", "\"Task\"", "\"Wait\"", "\"Choice\"", "\"Seconds\":1,", "\"Comment\":\"\",", "\"QueryLanguage\":\"JSONata\",", "\"A\"", ".$", "true", "\\u0000", "States.Format('{}')", "$$.",
    ];

    /// <summary>For documents that are mutations of <see cref="Json"/> and <see cref="JsonataInput"/>.</summary>
    public static readonly string[] JsonataOfDocuments =
    [
        .. Jsonata, "**", "*.*.*", "$string($)", "$$ ~> |**|{\"n\": 1}, \"a\"|", "$keys($)[0]", "**[$type($) = \"number\"]^($)", "$sort(**)", "$merge([$, $])",
        "$.%.%", "items.%.id", "$distinct([$, $])", "$each($, function($v, $k){$k & $string($v)})", "$sift($, function($v){$exists($v)})", "$spread($)", "$clone($)",
        "$states.input ~> $string ~> $length", "$parse($string($))", "$hash($string($), \"SHA-256\")", "$partition([$], 2)", "[0]", "*[0][-1]", "$zip($.a, $.b)",
        "**.{$string($): $}", "items@$i.sku#$n.[$i, $n]", "$single($, function($v){$v = 1})", "$max(**)", "$join(**)", "$base64decode(*)", "$ = $$", "* in *",
    ];
}

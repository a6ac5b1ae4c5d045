using Stepwell.Json;
using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests;

public class AllocationTests
{
    [Fact]
    public void Definite_path_over_parsed_text_takes_no_memory()
    {
        var path = JsonPath.Parse("$.a.b[1].c");
        var scope = Scope("""{"x":{"y":1},"a":{"b":[0,{"c":42}]}}""");
        JsonValue value = default;
        for (var i = 0; i < 100; i++) value = path.Evaluate(scope);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) value = path.Evaluate(scope);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("42", value.ToString());
        Assert.Equal(0, allocated);
    }
}

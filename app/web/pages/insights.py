"""What the answers of all learners say about a problem: for whoever runs the instance."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.practice.insights import insights
from app.web.deps import DeskDep, RendererDep
from app.web.operator import OperatorOnly

router = APIRouter(include_in_schema=False)


@router.get("/problems/{slug}/insights")
def problem_insights(
    slug: str, request: Request, _admitted: OperatorOnly, desk: DeskDep, renderer: RendererDep
) -> Response:
    """Counts over all learners. In a thread, since they grow with the instance."""
    problem = desk.catalog.problem(slug)
    with desk.store.overview() as overview:
        found = insights(overview, problem)
    others = [each for each in desk.catalog.problems.values() if each.slug != slug]
    return renderer.page(request, "pages/insights.html", {"insights": found, "others": others})

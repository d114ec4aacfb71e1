from fastapi import FastAPI

from support_token import router

app = FastAPI()
app.include_router(router)
